namespace CniMigration.Simulator.Cloud.Iam;

/// <summary>Roles and policies, and what they add up to.</summary>
internal sealed class IamDirectory(string accountId = "111122223333")
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Role> roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IamPolicy> policies = new(StringComparer.Ordinal);

    public IReadOnlyList<IamRole> Roles
    {
        get
        {
            lock (gate)
            {
                return [.. roles.Values.Select(role => role.Describe()).OrderBy(role => role.Name, StringComparer.Ordinal)];
            }
        }
    }

    public IamRole Describe(string name) => With(name, role => role);

    public IamRole Create(string name, string trustPolicy)
    {
        PolicyDocument.Parse(trustPolicy, isTrust: true);
        lock (gate)
        {
            var role = new Role(name, $"arn:aws:iam::{accountId}:role/{name}") { TrustPolicy = trustPolicy };
            return roles.TryAdd(name, role) ? role.Describe() : throw Exists($"Role with name {name} already exists.");
        }
    }

    public IamRole SetTrust(string name, string trustPolicy)
    {
        PolicyDocument.Parse(trustPolicy, isTrust: true);
        return With(name, role =>
        {
            role.TrustPolicy = trustPolicy;
            return role;
        });
    }

    public void PutInline(string name, string policyName, string document)
    {
        PolicyDocument.Parse(document);
        With(name, role =>
        {
            role.Inline[policyName] = document;
            return role;
        });
    }

    public void DeleteInline(string name, string policyName) => With(name, role =>
        role.Inline.Remove(policyName) ? role : throw NoSuch($"The role policy with name {policyName} cannot be found."));

    public IamPolicy CreatePolicy(string name, string document)
    {
        PolicyDocument.Parse(document);
        var policy = new IamPolicy(name, $"arn:aws:iam::{accountId}:policy/{name}", document);
        lock (gate)
        {
            return policies.TryAdd(policy.Arn, policy) ? policy : throw Exists($"A policy called {name} already exists.");
        }
    }

    public void DeletePolicy(string arn)
    {
        lock (gate)
        {
            if (roles.Values.FirstOrDefault(role => role.Attached.Contains(arn)) is { } user)
            {
                throw new EksException("DeleteConflict", $"Cannot delete a policy attached to entities: {user.Name}.");
            }

            if (!policies.Remove(arn))
            {
                throw NoSuch($"Policy {arn} does not exist or is not attachable.");
            }
        }
    }

    public void Attach(string name, string arn) => With(name, role =>
    {
        _ = Document(arn);
        role.Attached.Add(arn);
        return role;
    });

    public void Detach(string name, string arn) => With(name, role =>
        role.Attached.Remove(arn) ? role : throw NoSuch($"Policy {arn} was not found."));

    public void Delete(string name) => With(name, role =>
    {
        if (role.Attached.Count + role.Inline.Count > 0)
        {
            throw new EksException("DeleteConflict", $"Cannot delete entity, must detach all policies first: {name}.");
        }

        roles.Remove(name);
        return role;
    });

    /// <summary>The trust policy of the role of that ARN; null where there is none.</summary>
    public PolicyDocument? Trust(string roleArn)
    {
        lock (gate)
        {
            return FindByArn(roleArn) is { } role ? PolicyDocument.Parse(role.TrustPolicy, isTrust: true) : null;
        }
    }

    /// <summary>Those of the actions that the role of that ARN may not do; all of them where there is no such role.</summary>
    public IReadOnlyList<string> Missing(string roleArn, IEnumerable<string> actions)
    {
        lock (gate)
        {
            if (FindByArn(roleArn) is not { } role)
            {
                return [.. actions];
            }

            var documents = role.Inline.Values.Select(text => PolicyDocument.Parse(text)).Concat(role.Attached.Select(Document)).ToList();
            return [.. actions.Where(action => !documents.Any(document => document.Allows(action)) || documents.Any(document => document.Denies(action)))];
        }
    }

    private Role? FindByArn(string arn) => roles.Values.FirstOrDefault(role => role.Arn == arn);

    private PolicyDocument Document(string arn) =>
        policies.TryGetValue(arn, out var policy) ? PolicyDocument.Parse(policy.Document)
        : ManagedPolicies.Find(arn) ?? throw NoSuch($"Policy {arn} does not exist or is not attachable.");

    private IamRole With(string name, Func<Role, Role> act)
    {
        lock (gate)
        {
            return act(roles.TryGetValue(name, out var role) ? role : throw NoSuch($"The role with name {name} cannot be found.")).Describe();
        }
    }

    private static EksException NoSuch(string message) => new("NoSuchEntity", message);

    private static EksException Exists(string message) => new("EntityAlreadyExists", message);

    private sealed class Role(string name, string arn)
    {
        public string Name => name;

        public string Arn => arn;

        public required string TrustPolicy { get; set; }

        public SortedSet<string> Attached { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, string> Inline { get; } = new(StringComparer.Ordinal);

        public IamRole Describe() => new(name, arn, TrustPolicy, [.. Attached], [.. Inline.Keys]);
    }
}
