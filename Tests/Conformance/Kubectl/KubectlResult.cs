using System.Text.RegularExpressions;

namespace CniMigration.Tests.Conformance.Kubectl;

/// <summary>What a kubectl printed and how it ended.</summary>
internal sealed partial record KubectlResult(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>The output without what differs from run to run: ages, and how wide columns are.</summary>
    public string Normal =>
        string.Join('\n', Ages().Replace(Output, "AGE").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Spaces().Replace(line, " ").Trim()));

    public KubectlResult Exits(int code)
    {
        Assert.That(ExitCode, Is.EqualTo(code), ToString());
        return this;
    }

    /// <summary>It went well and printed this, but for what <see cref="Normal"/> leaves out.</summary>
    public KubectlResult Prints(string expected)
    {
        Exits(0);
        Assert.That(Normal, Is.EqualTo(expected), ToString());
        return this;
    }

    /// <summary>Somewhere in what it printed.</summary>
    public KubectlResult Says(params string[] parts)
    {
        foreach (var part in parts)
        {
            Assert.That(Normal + "\n" + Errors, Does.Contain(part), ToString());
        }

        return this;
    }

    /// <summary>It failed, and said so.</summary>
    public KubectlResult Refuses(params string[] parts)
    {
        Exits(1);
        foreach (var part in parts)
        {
            Assert.That(Errors, Does.Contain(part), ToString());
        }

        return this;
    }

    public override string ToString() => $"{Command} -> {ExitCode}\n{Output}{Errors}";

    [GeneratedRegex(@"(?<=[ (])(\d+[hms]){1,2}(?= |\)|$)|<invalid>", RegexOptions.Multiline)]
    private static partial Regex Ages();

    [GeneratedRegex("[ \\t]+")]
    private static partial Regex Spaces();
}
