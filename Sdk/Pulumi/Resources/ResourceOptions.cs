namespace Pulumi;

public abstract class ResourceOptions
{
    protected ResourceOptions()
    {
    }

    public Input<string>? Id { get; set; }

    public Resource? Parent { get; set; }

    public InputList<Resource> DependsOn { get => field ??= new(); set; }

    public bool? Protect { get; set; }

    public List<string> IgnoreChanges { get => field ??= []; set; }

    public string? Version { get; set; }

    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    public List<Input<Alias>> Aliases { get => field ??= []; set; }

    public string? Urn { get; set; }

    public List<string> ReplaceOnChanges { get => field ??= []; set; }

    public string? PluginDownloadURL { get; set; }

    public bool? RetainOnDelete { get; set; }

    public Resource? DeletedWith { get; set; }

    public InputList<Resource> ReplaceWith { get => field ??= new(); set; }

    public List<string> HideDiffs { get => field ??= []; set; }

    public Input<object>? ReplacementTrigger { get; set; }

    internal abstract ResourceOptions Clone();

    internal T CopyTo<T>(T copy) where T : ResourceOptions
    {
        copy.Id = Id;
        copy.Parent = Parent;
        copy.DependsOn = DependsOn.Clone();
        copy.Protect = Protect;
        copy.IgnoreChanges = [.. IgnoreChanges];
        copy.Version = Version;
        copy.Provider = Provider;
        copy.CustomTimeouts = CustomTimeouts?.Clone();
        copy.ResourceTransformations = [.. ResourceTransformations];
        copy.Aliases = [.. Aliases];
        copy.Urn = Urn;
        copy.ReplaceOnChanges = [.. ReplaceOnChanges];
        copy.PluginDownloadURL = PluginDownloadURL;
        copy.RetainOnDelete = RetainOnDelete;
        copy.DeletedWith = DeletedWith;
        copy.ReplaceWith = ReplaceWith.Clone();
        copy.HideDiffs = [.. HideDiffs];
        copy.ReplacementTrigger = ReplacementTrigger;
        return copy;
    }

    /// <summary>Values of the other options win; lists are joined.</summary>
    internal void MergeFrom(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        ResourceTransformations.AddRange(other.ResourceTransformations);
        Aliases.AddRange(other.Aliases);
        Urn = other.Urn ?? Urn;
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplaceWith = ReplaceWith.Concat(other.ReplaceWith);
        HideDiffs.AddRange(other.HideDiffs);
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
    }
}
