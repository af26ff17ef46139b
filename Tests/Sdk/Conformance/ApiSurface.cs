using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace CniMigration.Tests.Sdk.Conformance;

/// <summary>The public members of an assembly, written as the lists write them.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsInterface: true } => "interface",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            _ => "class",
        };

    public static string Modifiers(Type type) =>
        Kind(type) != "class" ? ""
            : (type.IsAbstract, type.IsSealed) switch
            {
                (true, true) => "static",
                (true, false) => "abstract",
                (false, true) => "sealed",
                _ => "",
            };

    public static IEnumerable<ApiMember> Members(Type type) =>
        Kind(type) switch
        {
            "enum" => type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(value => new ApiMember($"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}", "", false)),
            "delegate" => [Method(type.GetMethod("Invoke")!)],
            _ => [
                .. type.GetConstructors(Declared).Where(IsVisible).Select(Constructor),
                .. type.GetFields(Declared).Where(IsVisible).Select(Field),
                .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
                .. type.GetMethods(Declared).Where(method => IsVisible(method) && IsNamed(method)).Select(Method),
            ],
        };

    public static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + (underlying.IsGenericType ? "" : "?");
        }

        return Keyword(type) ?? FullName(type);
    }

    private static string FullName(Type type)
    {
        var outer = type.DeclaringType is { } declaring ? FullName(declaring) : type.Namespace;
        var arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "";
        return $"{outer}.{type.Name.Split('`')[0]}{arguments}";
    }

    private static string? Keyword(Type type) =>
        Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => null,
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.Char => "char",
            TypeCode.Decimal => "decimal",
            TypeCode.Double => "double",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Single => "float",
            TypeCode.String => "string",
            _ when type == typeof(object) => "object",
            _ when type == typeof(void) => "void",
            _ => null,
        };

    private static ApiMember Constructor(ConstructorInfo constructor) =>
        new($"{Visibility(constructor)} .ctor({Parameters(constructor)})", "", false);

    private static ApiMember Field(FieldInfo field)
    {
        var type = $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)}";
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        var visibility = field.IsPublic ? "public" : "protected";
        return new($"{visibility} {type} {field.Name}{value}", Wire(field), IsNullable(new NullabilityInfoContext().Create(field)));
    }

    private static ApiMember Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        var visibility = accessors.Any(accessor => accessor.IsPublic) ? "public" : "protected";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? Accessor(getter, "get") : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? Accessor(setter, "set") : "";
        return new(
            $"{visibility} {(accessors[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {index} {{ {get}{set}}}",
            Wire(property),
            IsNullable(new NullabilityInfoContext().Create(property)));

        string Accessor(MethodInfo accessor, string word) => Visibility(accessor) == visibility ? $"{word}; " : $"{Visibility(accessor)} {word}; ";
    }

    private static ApiMember Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return new(
            $"{Visibility(method)} {(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generics}({Parameters(method)})", "", false);
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Literal(object? value) =>
        value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    /// <summary>An attribute may sit on the field behind a property.</summary>
    private static string Wire(MemberInfo member)
    {
        var attributes = member.CustomAttributes.Concat(
            member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", Declared)?.CustomAttributes ?? []);
        return string.Concat(attributes
            .Where(attribute => attribute.AttributeType.Name is "InputAttribute" or "OutputAttribute" or nameof(JsonPropertyNameAttribute))
            .Select(attribute => $" [{attribute.AttributeType.Name[..^"Attribute".Length]}("
                + $"{string.Join(", ", attribute.ConstructorArguments.Select(argument => Literal(argument.Value)))})]"));
    }

    private static bool IsNullable(NullabilityInfo nullability) =>
        nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable;

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsNamed(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && method.Name[0] != '<'
            && method.GetBaseDefinition().DeclaringType != typeof(object);

    private static string Visibility(MethodBase method) => method.IsPublic ? "public" : "protected";
}
