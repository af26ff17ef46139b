namespace CniMigration.Tests.Kubernetes.Controllers;

/// <summary>The objects that these tests deploy; what is given as JSON members goes into the spec.</summary>
internal static class Manifests
{
    private const string PodSpec = """{"containers":[{"name":"c","image":"app:1","resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]SPEC}""";
    private const string TemplateText = """{"metadata":{"labels":{"app":"NAME"}},"spec":PODSPEC}""";
    private const string WorkloadText = """{"metadata":{"name":"NAME"},"spec":{"selector":{"matchLabels":{"app":"NAME"}},"template":TEMPLATE EXTRA}}""";
    private const string PodText = """{"metadata":{"name":"NAME","labels":{"app":"APP"}},"spec":PODSPEC}""";

    public static string Deployment(string name, int replicas, string strategy = "", string spec = "", string extra = "") =>
        Workload(name, spec, $"\"replicas\":{replicas}", strategy.Length == 0 ? "" : $"\"strategy\":{strategy}", extra);

    public static string DaemonSet(string name, string spec = "", int maxUnavailable = 1) =>
        Workload(
            name,
            spec,
            "\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxUnavailable\":N}}".Replace(
                "N", $"{maxUnavailable}", StringComparison.Ordinal));

    public static string StatefulSet(string name, int replicas, string extra = "") =>
        Workload(name, "", $"\"replicas\":{replicas}", $"\"serviceName\":\"{name}\"", extra);

    public static string Job(string name, string spec, string extra) => Workload(name, spec, extra)
        .Replace("\"selector\":{\"matchLabels\":{\"app\":\"" + name + "\"}},", "", StringComparison.Ordinal);

    public static string Pod(string name, string spec = "", string app = "solo") => PodText
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("APP", app, StringComparison.Ordinal)
        .Replace("PODSPEC", Spec(spec), StringComparison.Ordinal);

    private static string Workload(string name, string spec, params string[] members) => WorkloadText
        .Replace("TEMPLATE", TemplateText.Replace("PODSPEC", Spec(spec), StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("EXTRA", string.Concat(members.Where(member => member.Length > 0).Select(member => "," + member)), StringComparison.Ordinal)
        .Replace("NAME", name, StringComparison.Ordinal);

    private static string Spec(string members) => PodSpec.Replace("SPEC", members.Length == 0 ? "" : "," + members, StringComparison.Ordinal);
}
