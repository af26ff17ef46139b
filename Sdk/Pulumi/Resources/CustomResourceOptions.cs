namespace Pulumi;

public sealed class CustomResourceOptions : ResourceOptions
{
    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs { get => field ??= []; set; }

    public string? ImportId { get; set; }

    public Dictionary<string, string> EnvVarMappings { get => field ??= []; set; }

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = (options1 ?? new()).Copy();
        var other = (options2 ?? new()).Copy();
        merged.MergeFrom(other);
        merged.DeleteBeforeReplace = other.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = other.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(other.AdditionalSecretOutputs);
        foreach (var (key, value) in other.EnvVarMappings)
        {
            merged.EnvVarMappings[key] = value;
        }

        return merged;
    }

    internal override ResourceOptions Clone() => Copy();

    private CustomResourceOptions Copy() =>
        CopyTo(new CustomResourceOptions
        {
            DeleteBeforeReplace = DeleteBeforeReplace,
            AdditionalSecretOutputs = [.. AdditionalSecretOutputs],
            ImportId = ImportId,
            EnvVarMappings = new(EnvVarMappings),
        });
}
