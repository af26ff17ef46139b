using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Writes every class that the declarations of a package ask for.</summary>
internal sealed class PackageWriter
{
    private readonly Catalog catalog;
    private readonly ResourceWriter resources;
    private readonly ArgumentsWriter arguments;
    private readonly ResultWriter results;
    private readonly FunctionWriter functions;

    public PackageWriter(Catalog catalog)
    {
        this.catalog = catalog;
        var types = new TypeNames(catalog);
        resources = new ResourceWriter(types);
        arguments = new ArgumentsWriter(types);
        results = new ResultWriter(types);
        functions = new FunctionWriter(types);
    }

    public IEnumerable<WrittenClass> Write() => catalog.Declarations.SelectMany(declaration => declaration.Kind switch
    {
        DeclarationKind.Function => Function(declaration),
        DeclarationKind.Type => Type(declaration),
        DeclarationKind.Enum => [new WrittenClass(declaration.Layout.Namespace, declaration.Name, EnumWriter.Write(declaration))],
        _ => Resource(declaration),
    });

    private IEnumerable<WrittenClass> Resource(Declaration resource) =>
    [
        new(resource.Layout.Namespace, resource.Name, resources.Write(resource)),
        Arguments(resource.Layout.Arguments, $"{resource.Name}Args", "ResourceArgs", resource, plain: false),
    ];

    private IEnumerable<WrittenClass> Function(Declaration function)
    {
        var (name, space) = (function.Name, function.Layout.Namespace);
        yield return new(space, name, functions.Write(function));
        yield return Arguments(space, $"{name}Args", "InvokeArgs", function, plain: true);
        if (!function.Layout.IsHandles)
        {
            yield return Arguments(space, $"{name}InvokeArgs", "InvokeArgs", function, plain: false);
            yield return new(space, $"{name}Result", results.Write($"{name}Result", function));
        }
    }

    private IEnumerable<WrittenClass> Type(Declaration type)
    {
        if (type.Inputs.Any())
        {
            var name = TypeNames.Class(type, Side.Input);
            yield return Arguments(type.Layout.Inputs, name, "ResourceArgs", type, plain: false);
        }

        if (type.Inputs.Any() && type.IsOfFunction)
        {
            var name = TypeNames.Class(type, Side.Plain);
            yield return Arguments(type.Layout.Inputs, name, "InvokeArgs", type, plain: true);
        }

        if (type.Outputs.Any())
        {
            var name = TypeNames.Class(type, Side.Output);
            yield return new(type.Layout.Outputs, name, results.Write(name, type));
        }
    }

    private WrittenClass Arguments(string space, string name, string baseClass, Declaration declaration, bool plain) =>
        new(space, name, arguments.Write(name, baseClass, declaration, plain));
}
