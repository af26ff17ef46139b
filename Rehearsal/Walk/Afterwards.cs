namespace CniMigration.Rehearsal.Walk;

/// <summary>What is done with the stack after a walk.</summary>
internal enum Afterwards
{
    Nothing,
    Refresh,
    Destroy,
}

/// <summary>A destroy that the stack's protection stopped.</summary>
internal sealed class DestroyRefusedException(Exception protection) : Exception(
    $"Nothing was deleted: {protection.Message} A migration is under way, and its way back needs everything that is there. "
    + "Go to baseline first: pulumi config set stage baseline, pulumi config set allowBackward baseline, and pulumi up until it has converged. Then destroy.",
    protection);
