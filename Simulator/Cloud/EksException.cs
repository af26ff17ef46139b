namespace CniMigration.Simulator.Cloud;

/// <summary>A refusal of the cloud, with the code that AWS gives it.</summary>
public sealed class EksException(string code, string message) : Exception($"{code}: {message}")
{
    /// <summary>AWS's code for it, such as <c>ResourceNotFoundException</c>.</summary>
    public string Code { get; } = code;

    internal static EksException NotFound(string what) => new("ResourceNotFoundException", $"No {what} found.");

    internal static EksException InUse(string message) => new("ResourceInUseException", message);

    internal static EksException Invalid(string message) => new("InvalidParameterException", message);

    internal static EksException NotModelled(string what) => new("NotModelled", $"The embedded EKS does not model {what}.");
}
