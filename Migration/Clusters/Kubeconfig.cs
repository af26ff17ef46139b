using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CniMigration.Migration.Clusters;

/// <summary>A kubeconfig as text, and what is wrong with it before anything is connected.</summary>
internal static class Kubeconfig
{
    private const string Remedy = "`aws eks update-kubeconfig --name <cluster> --kubeconfig <file>` writes a good one";

    /// <summary>What keeps this text from naming one server and a way to log in, or null when it is fine.</summary>
    public static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return $"the kubeconfig is empty; {Remedy}";
        }

        YamlMappingNode root;
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is not [{ RootNode: YamlMappingNode mapping }])
            {
                return $"the kubeconfig is not a YAML or JSON mapping: expected apiVersion, clusters, contexts, users; {Remedy}";
            }

            root = mapping;
        }
        catch (YamlException exception)
        {
            return $"the kubeconfig is not YAML or JSON ({exception.Start}: {exception.Message}); {Remedy}";
        }
        return ProblemOf(root);
    }

    /// <summary>The client configuration that the kubeconfig describes.</summary>
    /// <exception cref="InvalidKubeconfigException">It does not describe one.</exception>
    public static KubernetesClientConfiguration Parse(string text, TimeProvider time)
    {
        if (Problem(text) is { } problem)
        {
            throw new InvalidKubeconfigException($"{char.ToUpperInvariant(problem[0])}{problem[1..]}.");
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var kubeconfig = KubernetesClientConfiguration.LoadKubeConfig(stream);
        var name = kubeconfig.Contexts.First(context => context.Name == kubeconfig.CurrentContext).ContextDetails.User;
        var user = kubeconfig.Users?.FirstOrDefault(user => user.Name == name)?.UserCredentials;
        if (user?.ExternalExecution is not { } command)
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig);
        }

        // The client would run the command here and now, and again for the first request.
        (user.ExternalExecution, user.Token) = (null, "the command's");
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig);
        configuration.TokenProvider = new ExecTokens(command, time);
        return configuration;
    }

    private static string? ProblemOf(YamlMappingNode root)
    {
        if (Scalar(root, "current-context") is not { Length: > 0 } current)
        {
            return $"the kubeconfig has no current-context; choose one with `kubectl config use-context`, or {Remedy}";
        }

        if (Named(root, "contexts", current, "context") is not { } context)
        {
            return $"the kubeconfig's current-context '{current}' is not among its contexts ({Names(root, "contexts")})";
        }

        if (Scalar(context, "cluster") is not { Length: > 0 } clusterName || Named(root, "clusters", clusterName, "cluster") is not { } cluster)
        {
            return $"the kubeconfig's context '{current}' names the cluster '{Scalar(context, "cluster")}', " +
                $"which is not among its clusters ({Names(root, "clusters")})";
        }
        if (Scalar(cluster, "server") is not { Length: > 0 } server)
        {
            return $"the kubeconfig's cluster '{clusterName}' names no server; {Remedy}";
        }

        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return $"the kubeconfig's server '{server}' is not an http(s) address";
        }

        return Scalar(context, "user") is not { Length: > 0 } user ? null
            : Named(root, "users", user, "user") is { } credentials ? ProblemOf(user, credentials)
            : $"the kubeconfig's context '{current}' names the user '{user}', which is not among its users ({Names(root, "users")})";
    }

    private static string? ProblemOf(string user, YamlMappingNode credentials)
    {
        bool Has(string key) => Scalar(credentials, key) is { Length: > 0 };

        if (Child(credentials, "exec") is YamlMappingNode exec)
        {
            return ((string[])["apiVersion", "command"]).FirstOrDefault(key => Scalar(exec, key) is null or "") is { } missing
                ? $"the kubeconfig's user '{user}' gets a token from a command, but its exec names no {missing}; {Remedy}"
                : null;
        }

        return Child(credentials, "auth-provider") is not null || Has("token") || (Has("username") && Has("password"))
            || (Has("client-certificate-data") && Has("client-key-data")) || (Has("client-certificate") && Has("client-key"))
                ? null
                : $"the kubeconfig's user '{user}' has no credentials that are known here "
                    + $"(exec, token, username and password, client certificate and key); {Remedy}";
    }

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string? Scalar(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode root, string list) =>
        Child(root, list) is YamlSequenceNode items ? items.OfType<YamlMappingNode>() : [];

    private static YamlMappingNode? Named(YamlMappingNode root, string list, string name, string part) =>
        Items(root, list).FirstOrDefault(item => Scalar(item, "name") == name) is { } found ? Child(found, part) as YamlMappingNode : null;

    private static string Names(YamlMappingNode root, string list) =>
        string.Join(", ", Items(root, list).Select(item => Scalar(item, "name")).DefaultIfEmpty("it has none"));
}
