namespace Pulumi.Eks;

[EnumType]
public readonly struct AuthenticationMode : IEquatable<AuthenticationMode>
{
    private readonly string _value;

    private AuthenticationMode(string value) => _value = value;

    [Obsolete("The real package marks it obsolete.")] public static AuthenticationMode ConfigMap { get; } = new("CONFIG_MAP");
    public static AuthenticationMode Api { get; } = new("API");
    [Obsolete("The real package marks it obsolete.")] public static AuthenticationMode ApiAndConfigMap { get; } = new("API_AND_CONFIG_MAP");

    public static bool operator ==(AuthenticationMode left, AuthenticationMode right) => left.Equals(right);

    public static bool operator !=(AuthenticationMode left, AuthenticationMode right) => !left.Equals(right);

    public static explicit operator string(AuthenticationMode value) => value._value;

    public override bool Equals(object? obj) => obj is AuthenticationMode other && Equals(other);

    public bool Equals(AuthenticationMode other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

[EnumType]
public readonly struct ResolveConflictsOnCreate : IEquatable<ResolveConflictsOnCreate>
{
    private readonly string _value;

    private ResolveConflictsOnCreate(string value) => _value = value;

    public static ResolveConflictsOnCreate None { get; } = new("NONE");
    public static ResolveConflictsOnCreate Overwrite { get; } = new("OVERWRITE");

    public static bool operator ==(ResolveConflictsOnCreate left, ResolveConflictsOnCreate right) => left.Equals(right);

    public static bool operator !=(ResolveConflictsOnCreate left, ResolveConflictsOnCreate right) => !left.Equals(right);

    public static explicit operator string(ResolveConflictsOnCreate value) => value._value;

    public override bool Equals(object? obj) => obj is ResolveConflictsOnCreate other && Equals(other);

    public bool Equals(ResolveConflictsOnCreate other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

[EnumType]
public readonly struct ResolveConflictsOnUpdate : IEquatable<ResolveConflictsOnUpdate>
{
    private readonly string _value;

    private ResolveConflictsOnUpdate(string value) => _value = value;

    public static ResolveConflictsOnUpdate None { get; } = new("NONE");
    public static ResolveConflictsOnUpdate Overwrite { get; } = new("OVERWRITE");
    public static ResolveConflictsOnUpdate Preserve { get; } = new("PRESERVE");

    public static bool operator ==(ResolveConflictsOnUpdate left, ResolveConflictsOnUpdate right) => left.Equals(right);

    public static bool operator !=(ResolveConflictsOnUpdate left, ResolveConflictsOnUpdate right) => !left.Equals(right);

    public static explicit operator string(ResolveConflictsOnUpdate value) => value._value;

    public override bool Equals(object? obj) => obj is ResolveConflictsOnUpdate other && Equals(other);

    public bool Equals(ResolveConflictsOnUpdate other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

[EnumType]
public readonly struct OperatingSystem : IEquatable<OperatingSystem>
{
    private readonly string _value;

    private OperatingSystem(string value) => _value = value;

    [Obsolete("The real package marks it obsolete.")] public static OperatingSystem AL2 { get; } = new("AL2");
    public static OperatingSystem AL2023 { get; } = new("AL2023");
    public static OperatingSystem Bottlerocket { get; } = new("Bottlerocket");
    public static OperatingSystem RECOMMENDED { get; } = new("AL2023");

    public static bool operator ==(OperatingSystem left, OperatingSystem right) => left.Equals(right);

    public static bool operator !=(OperatingSystem left, OperatingSystem right) => !left.Equals(right);

    public static explicit operator string(OperatingSystem value) => value._value;

    public override bool Equals(object? obj) => obj is OperatingSystem other && Equals(other);

    public bool Equals(OperatingSystem other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
