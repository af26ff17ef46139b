namespace CniMigration.Rehearsal.Engine;

/// <summary>What a run does to one resource.</summary>
internal enum Operation
{
    Same,
    Create,
    Import,
    Read,
    Update,
    Replace,
    Delete,
    Forget,
}
