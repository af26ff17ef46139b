namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>The random ends of generated names, in the alphabet that Kubernetes uses: no vowels, nothing to misread.</summary>
internal sealed class NameGenerator(int seed)
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestBase = 63 - SuffixLength;

    private readonly Random random = new(seed);
    private readonly Lock gate = new();

    public string Generate(string @base)
    {
        Span<char> suffix = stackalloc char[SuffixLength];
        lock (gate)
        {
            random.GetItems(Alphabet, suffix);
        }

        return string.Concat(@base.AsSpan(0, Math.Min(@base.Length, LongestBase)), suffix);
    }
}
