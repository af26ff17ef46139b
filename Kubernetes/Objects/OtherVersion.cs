namespace CniMigration.Kubernetes.Objects;

/// <summary>Another version under which stored objects are served.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Version">Its version.</param>
/// <param name="FromStored">Makes an object of this version from the stored one, in place.</param>
/// <param name="ToStored">Makes the object to store from one of this version, in place.</param>
internal sealed record OtherVersion(string Group, string Version, Action<JsonObject> FromStored, Action<JsonObject> ToStored);
