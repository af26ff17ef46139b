using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Walk;
using Pulumi.Experimental;
namespace CniMigration.Rehearsal;
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var settings = StackSettings.Read(ProjectFolder.Find(Environment.CurrentDirectory, AppContext.BaseDirectory), "Pulumi.dev.yaml");
        var options = new RehearsalOptions { Stages = [.. args.Length > 0 ? args[0].Split(',') : ["baseline"]], Speed = args.Length > 1 ? double.Parse(args[1]) : 100 };
        await using var stack = await RehearsalStack.StartAsync(settings, options, new Print(), CancellationToken.None);
        var result = await new Walker(stack, new Print()).WalkAsync(options, CancellationToken.None);
        Console.WriteLine(result.Failure);
        return 0;
    }
    private sealed class Print : IWalkEvents
    {
        public void Began(string stage) => Console.WriteLine($"== {stage}");
        public void Ended(UpResult up) => Console.WriteLine($"   {up.Effective} converged={up.Converged} +{up.Run.Created} ~{up.Run.Updated} -{up.Run.Deleted} ={up.Run.Unchanged} gate {up.Gate} {up.Cluster} viol {up.BudgetViolations} below {up.BelowReplicasPodSeconds} sim {up.SimulatedSeconds:0}s next: {up.NextStep}");
        public void Started(Engine.StepReport step) { if (step.Operation != Engine.Operation.Same) Console.WriteLine($"   > {step.Operation} {step.Key}"); }
        public void Finished(Engine.StepReport step) { if (step.Operation != Engine.Operation.Same || step.Failure != null) Console.WriteLine($"   < {step.Operation} {step.Key} {step.Duration.TotalSeconds:0}s {step.Failure}"); }
        public void Logged(LogRequest m) => Console.WriteLine($"     {m.Severity} {m.Message}");
    }
}
