namespace CniMigration.Simulator.Nodes.Programs;

/// <summary>Which program a pod's images hold, by their repositories; a team's where it is none of these.</summary>
internal sealed class PodPrograms(IReadOnlyDictionary<string, IPodProgram> byRepository) : IDisposable
{
    private readonly PlainProgram plain = new();

    public IPodProgram For(Pod pod) => pod.Repositories().Select(byRepository.GetValueOrDefault).OfType<IPodProgram>().FirstOrDefault(plain);

    public void Dispose()
    {
        foreach (var program in byRepository.Values.OfType<IDisposable>())
        {
            program.Dispose();
        }
    }
}
