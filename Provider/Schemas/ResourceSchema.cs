namespace CniMigration.Provider.Schemas;

/// <summary>What a resource is called, takes and gives besides what it takes.</summary>
internal sealed record ResourceSchema(string Name, string Description, IReadOnlyList<Field> Inputs, IReadOnlyList<Field> Outputs)
{
    public string Token => PackageSchema.Token(Name);
}

/// <summary>What a function is called, takes and answers.</summary>
internal sealed record FunctionSchema(string Name, string Description, IReadOnlyList<Field> Inputs, Type Result)
{
    public string Token => PackageSchema.Token(Name);
}
