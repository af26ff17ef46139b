using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Writes an enum, which travels as a string.</summary>
internal static class EnumWriter
{
    public static string Write(Declaration declaration) => $$"""
        [EnumType]
        public readonly struct {{declaration.Name}} : global::System.IEquatable<{{declaration.Name}}>
        {
            private readonly string value;

            private {{declaration.Name}}(string value) => this.value = value;

        {{WrittenClass.Members(declaration.Values.Select(value => Value(declaration, value)))}}

            public static bool operator ==({{declaration.Name}} left, {{declaration.Name}} right) => left.Equals(right);

            public static bool operator !=({{declaration.Name}} left, {{declaration.Name}} right) => !left.Equals(right);

            public static explicit operator string({{declaration.Name}} value) => value.value;

            public override bool Equals(object? obj) => obj is {{declaration.Name}} other && Equals(other);

            public bool Equals({{declaration.Name}} other) => string.Equals(value, other.value, global::System.StringComparison.Ordinal);

            public override int GetHashCode() => value?.GetHashCode(global::System.StringComparison.Ordinal) ?? 0;

            public override string ToString() => value;
        }
        """;

    private static string Value(Declaration declaration, EnumValue value) =>
        (value.IsObsolete ? "[global::System.Obsolete(\"The real package marks it obsolete.\")] " : "")
        + $"public static {declaration.Name} {value.Name} {{ get; }} = new(\"{value.Wire}\");";
}
