namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>A step that threw and will be tried again.</summary>
internal sealed record ControllerFailure(string Controller, string Key, Exception Exception)
{
    public override string ToString() => $"{Controller} {Key}: {Exception.Message}";
}
