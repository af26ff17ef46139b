using Microsoft.CodeAnalysis;

namespace CniMigration.Tests.Sdk.Generator;

/// <summary>A line that cannot be read is an error of the build at that line, which says what is allowed.</summary>
[TestFixture]
internal sealed class BadTableTests
{
    private const string Start = "namespace Pulumi.Sample\n\nresource sample:index:Group\n  name: string in out\n";

    [TestCase("  region string in", "'region string in' cannot be read: a line of properties is `name, name: type`")]
    [TestCase("  region: string inn", "a line of properties is")]
    [TestCase("  region: string", "says neither in nor out")]
    [TestCase("  region: string<int> in", "'string<int>' is no type: a type is `name`, `name[]` (a list)")]
    [TestCase("  a, b: string in as Both", "gives one C# name to 2 properties")]
    [TestCase("  region: strin in", "There is no type 'strin': a type is string, int, bool, double, object, one that the package declares")]
    [TestCase("  rules: Rule[]{} in", "There is no type 'Rule'")]
    [TestCase("resorce sample:index:Other", "There is no 'resorce'; there are: namespace, kubernetes, resource")]
    [TestCase("resource", "'resource' names nothing")]
    [TestCase("resource other:index:Group", "'Group' is declared twice")]
    [TestCase("enum Mode\n  On ON", "'On ON' cannot be read: a value of an enum is `Name = wire`")]
    public void It_names_the_line_and_what_is_allowed(string line, string expected)
    {
        var package = Generated.From(("Sample.api", $"{Start}{line}\n"));

        var complaint = package.Complaints.Single();
        Assert.That((complaint.Id, complaint.Severity), Is.EqualTo(("SDK001", DiagnosticSeverity.Error)));
        Assert.That(complaint.GetMessage(), Does.Contain(expected));
        Assert.That(complaint.Location.GetLineSpan().Path, Is.EqualTo("Sample.api"));
        Assert.That(complaint.Location.GetLineSpan().StartLinePosition.Line, Is.EqualTo(4 + line.Count(letter => letter == '\n')));
        Assert.That(package.Classes, Is.Empty);
    }

    [Test]
    public void Every_bad_line_of_every_table_is_named_at_once() => Assert.That(
        Generated.From(("One.api", "namespace Pulumi.One\nargs A\n  x\n  y"), ("Two.api", "args B\n  z: int")).Complaints
            .Select(complaint => $"{complaint.Location.GetLineSpan().Path}:{complaint.Location.GetLineSpan().StartLinePosition.Line + 1}"),
        Is.EqualTo(new[] { "One.api:3", "One.api:4", "Two.api:1", "Two.api:2" }));
}
