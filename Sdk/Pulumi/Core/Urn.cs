using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

public readonly struct Urn : IEquatable<Urn>
{
    private readonly string value;

    public Urn(string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("A URN has at least one character.", nameof(value));
        }

        this.value = value;
    }

    public static implicit operator string(Urn value) => value.value;

    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    public override string ToString() => value;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    public bool Equals(Urn other) => string.Equals(value, other.value, StringComparison.Ordinal);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException("Name the parent once, as 'parent' or as 'parentUrn'.");
        }

        var prefix = (parent?.Urn ?? parentUrn?.ToOutput()) is { } parentName
            ? parentName.Apply(urn => urn[..urn.LastIndexOf("::", StringComparison.Ordinal)] + "$")
            : Output.Format($"urn:pulumi:{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::");
        return Output.Format($"{prefix}{type}::{name}");
    }

    internal static string Name(string urn) => urn.Split("::")[3];

    internal static string Type(string urn) => QualifiedType(urn).Split('$')[^1];

    internal static string QualifiedType(string urn) => urn.Split("::")[2];
}
