namespace Pulumi;

public sealed class ComponentResourceOptions : ResourceOptions
{
    public List<ProviderResource> Providers { get => field ??= []; set; }

    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = (options1 ?? new()).Copy();
        var other = (options2 ?? new()).Copy();
        merged.MergeFrom(other);
        // One provider per package: the last one given.
        merged.Providers = [.. merged.Providers.Concat(other.Providers).Reverse().DistinctBy(provider => provider.Package).Reverse()];
        return merged;
    }

    internal override ResourceOptions Clone() => Copy();

    private ComponentResourceOptions Copy() => CopyTo(new ComponentResourceOptions { Providers = [.. Providers] });
}
