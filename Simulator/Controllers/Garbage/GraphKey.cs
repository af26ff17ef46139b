using CniMigration.Simulator.Controllers.Runtime;
using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Controllers.Garbage;

/// <summary>One object among all kinds.</summary>
internal readonly record struct GraphKey(Informer Informer, string Key)
{
    public Resource? Find() => Informer.FindResource(Key);

    public override string ToString() => $"{Informer.Type.QualifiedName}|{Key}";
}
