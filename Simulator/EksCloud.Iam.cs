using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator;

public sealed partial class EksCloud
{
    /// <summary>The roles.</summary>
    public IReadOnlyList<IamRole> ListRoles() => account.Iam.Roles;

    /// <summary>Creates a role.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="trustPolicy">Who may assume it: the JSON of a policy document.</param>
    public IamRole CreateRole(string name, string trustPolicy)
    {
        Record("CreateRole", name);
        return account.Iam.Create(name, trustPolicy);
    }

    /// <summary>Replaces who may assume a role.</summary>
    public IamRole UpdateTrustPolicy(string role, string trustPolicy)
    {
        Record("UpdateAssumeRolePolicy", role);
        return account.Iam.SetTrust(role, trustPolicy);
    }

    /// <summary>Sets a role's own policy of that name.</summary>
    public void PutRolePolicy(string role, string policyName, string document)
    {
        Record("PutRolePolicy", role);
        account.Iam.PutInline(role, policyName, document);
    }

    /// <summary>Deletes a role's own policy.</summary>
    public void DeleteRolePolicy(string role, string policyName)
    {
        Record("DeleteRolePolicy", role);
        account.Iam.DeleteInline(role, policyName);
    }

    /// <summary>Creates a policy.</summary>
    public IamPolicy CreatePolicy(string name, string document)
    {
        Record("CreatePolicy", name);
        return account.Iam.CreatePolicy(name, document);
    }

    /// <summary>Deletes a policy that no role uses.</summary>
    public void DeletePolicy(string arn)
    {
        Record("DeletePolicy", arn);
        account.Iam.DeletePolicy(arn);
    }

    /// <summary>Attaches a policy to a role. AWS's own EKS policies are known.</summary>
    public void AttachRolePolicy(string role, string policyArn)
    {
        Record("AttachRolePolicy", role);
        account.Iam.Attach(role, policyArn);
    }

    /// <summary>Detaches a policy from a role.</summary>
    public void DetachRolePolicy(string role, string policyArn)
    {
        Record("DetachRolePolicy", role);
        account.Iam.Detach(role, policyArn);
    }

    /// <summary>Deletes a role that has no policies any more.</summary>
    public void DeleteRole(string name)
    {
        Record("DeleteRole", name);
        account.Iam.Delete(name);
    }
}
