namespace Pulumi;

public sealed class RegisterPackageRequest(
    string name,
    string version,
    string? downloadUrl,
    Dictionary<string, byte[]>? checksums = null,
    RegisterPackageRequest.PackageParameterization? parameterization = null,
    RegisterPackageRequest.PackageParameterization? extension = null)
{
    public string Name { get; } = name;

    public string Version { get; } = version;

    public string DownloadUrl { get; } = downloadUrl ?? "";

    public Dictionary<string, byte[]> Checksums { get; } = checksums ?? [];

    public PackageParameterization? Parameterization { get; } = parameterization;

    public PackageParameterization? Extension { get; } = extension;

    public sealed class PackageParameterization(string name, string version, byte[] value)
    {
        public string Name { get; } = name;

        public string Version { get; } = version;

        public byte[] Value { get; } = value;
    }
}
