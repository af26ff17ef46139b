namespace CniMigration.Rehearsal.Engine;

/// <summary>A resource that the provider of a remote component declares in it.</summary>
internal sealed record InnerResource(string Type, string Name, JsonObject Inputs)
{
    /// <summary>Top-level inputs that are not known yet, which happens in a preview only.</summary>
    public ImmutableHashSet<string> Unknown { get; init; } = [];

    /// <summary>Its URN below its component's.</summary>
    public string UrnIn(string component)
    {
        var parts = component.Split("::");
        return $"{parts[0]}::{parts[1]}::{parts[2]}${Type}::{Name}";
    }
}

/// <summary>Declares a resource in a component, and waits until it is there; a preview answers with the outputs that are known.</summary>
internal delegate Task<ResourceResult> InnerRegistration(InnerResource resource);

/// <summary>A component that is one resource to the program, and in which its provider declares others, in turn.</summary>
internal interface IRemoteComponent
{
    /// <summary>Declares what is in it, and answers with its own outputs. The id is what others in its package know it by.</summary>
    Task<ResourceResult> ConstructAsync(ResourceStep component, InnerRegistration register);
}
