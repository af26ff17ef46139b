using CniMigration.Rehearsal.Engine;

namespace CniMigration.Rehearsal.Walk;

/// <summary>What is done with the stack after a walk.</summary>
internal enum Afterwards
{
    Nothing,
    Refresh,
    Destroy,
}

/// <summary>A destroy that the stack's protection stopped, in its preview.</summary>
internal sealed class DestroyRefusedException(Exception protection, RunReport preview) : Exception(
    $"{protection.Message} The preview of the destroy fails with it, and the destroy ends there. {Without(preview)} "
    + "A migration is under way, and its way back needs everything that is there. "
    + "Go to baseline first: pulumi config set stage baseline, pulumi config set allowBackward baseline, and pulumi up until it has converged. Then destroy.",
    protection)
{
    private static string Without(RunReport preview)
    {
        var taken = preview.Steps.Where(step => step is { Custom: true, Failure: null }).Select(step => step.Key.Name).Order(StringComparer.Ordinal).ToList();
        return taken.Count == 0
            ? "Without its preview it would delete nothing either."
            : $"Without its preview (--skip-preview) it would delete {string.Join(", ", taken)}, and go on past what is protected.";
    }
}
