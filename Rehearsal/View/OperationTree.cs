using CniMigration.Rehearsal.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CniMigration.Rehearsal.View;

/// <summary>The operations of one run as a tree under the program's components; what stays the same is only counted.</summary>
internal static class OperationTree
{
    private const int NameColumn = 50;
    private const int Indent = 4;

    public static IRenderable? Draw(RunReport run, Symbols symbols)
    {
        var children = run.Steps.ToLookup(step => step.Parent);
        var roots = children[null].Concat(run.Steps.Where(step => step.Parent is { } parent && run.Steps.All(other => other.Urn != parent)))
            .DistinctBy(step => step.Urn).Where(root => Shows(root, children)).ToList();
        if (roots.Count == 0)
        {
            return null;
        }

        var tree = new Tree(Label(roots[0], 0)) { Guide = symbols.Guide };
        AddChildren(tree, roots[0], children, 1);
        foreach (var root in roots.Skip(1))
        {
            Add(tree, root, children, 1);
        }

        return tree;
    }

    private static void Add(IHasTreeNodes parent, StepReport step, ILookup<string?, StepReport> children, int depth)
    {
        var node = new TreeNode(Label(step, depth));
        AddChildren(node, step, children, depth + 1);
        parent.Nodes.Add(node);
    }

    private static void AddChildren(IHasTreeNodes node, StepReport step, ILookup<string?, StepReport> children, int depth)
    {
        var same = 0;
        foreach (var child in children[step.Urn].OrderBy(child => child.Key.Name, StringComparer.Ordinal))
        {
            if (Shows(child, children))
            {
                Add(node, child, children, depth);
            }
            else
            {
                same += CountSame(child, children);
            }
        }

        if (same > 0)
        {
            node.AddNode(new Markup($"[grey]= {same} unchanged[/]"));
        }
    }

    private static bool Shows(StepReport step, ILookup<string?, StepReport> children) =>
        step.Failure is not null
        || (step.Custom && step.Operation is not (Operation.Same or Operation.Read))
        || children[step.Urn].Any(child => Shows(child, children));

    private static int CountSame(StepReport step, ILookup<string?, StepReport> children) =>
        (step.Custom ? 1 : 0) + children[step.Urn].Sum(child => CountSame(child, children));

    private static Markup Label(StepReport step, int depth)
    {
        if (!step.Custom)
        {
            return new Markup($"[bold]{Markup.Escape(step.Key.Name)}[/]");
        }

        var (sign, style) = step.Failure is null ? Symbols.Of(step.Operation) : ("!", "red");
        var line = $"{sign} {step.Key.Name}".PadRight(NameColumn - (depth * Indent));
        var changed = step.Operation == Operation.Update && step.Changed.Length > 0 ? $" ({string.Join(", ", step.Changed)})" : "";
        var detail = $" {step.Key.Type.Split(':')[^1]}{changed} {Durations.Of(step.Duration.TotalSeconds)}".TrimEnd();
        return new Markup($"[{style}]{Markup.Escape(line)}[/][grey]{Markup.Escape(detail)}[/]{(step.Failure is null ? "" : " [red]failed[/]")}");
    }
}
