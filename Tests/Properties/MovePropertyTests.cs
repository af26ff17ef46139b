using System.Collections.Concurrent;
using System.Globalization;
using CniMigration.Tests.Properties.Cases;
using CniMigration.Tests.Properties.Running;
using FsCheck;
using FsCheck.Fluent;

namespace CniMigration.Tests.Properties;

/// <summary>
/// What holds of every move, on random clusters with random trouble: budgets are kept, replicas are Ready at the end or what keeps them is named, nobody is
/// left
/// behind unnoticed, every cordon says why, and back means as before.
/// </summary>
[Category("Properties")]
internal sealed class MovePropertyTests
{
    private const int FewCases = 50;
    private const int Size = 50;

    /// <summary>How many simpler cases are tried when one fails.</summary>
    private static readonly int MostShrinks = Number("PROPERTY_SHRINKS") ?? 40;
    private static readonly TimeSpan LongestCase = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestShrinking = TimeSpan.FromMinutes(3);

    /// <summary>A case waits more than it works: several fit beside each other.</summary>
    private static readonly int AtOnce = Number("PROPERTY_PARALLEL") ?? Environment.ProcessorCount * 4;

    [Test]
    public async Task Every_move_keeps_its_promises_whatever_the_cluster_and_its_troubles()
    {
        var seeds = Enumerable.Range(Number("PROPERTY_SEED") ?? 1, Number("PROPERTY_CASES") ?? (Number("PROPERTY_SEED") is null ? FewCases : 1));
        var outcomes = new ConcurrentDictionary<string, int>();
        var broken = new ConcurrentQueue<(int Seed, string What)>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, cancellationToken) =>
        {
            var start = TimeProvider.System.GetTimestamp();
            var problem = await ProblemAsync(CaseOf(seed), outcome => outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1), cancellationToken);
            if (problem is not null)
            {
                broken.Enqueue((seed, problem));
                await TestContext.Progress.WriteLineAsync(
                    $"PROPERTY_SEED={seed}{Environment.NewLine}{CaseOf(seed)}{Environment.NewLine}{problem}{Environment.NewLine}");
            }

            if (Number("PROPERTY_VERBOSE") is not null)
            {
                await TestContext.Progress.WriteLineAsync($"{seed}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
            }
        });

        await TestContext.Out.WriteLineAsync(
            string.Join(", ", outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value} {outcome.Key}")));
        if (!broken.IsEmpty)
        {
            var (seed, what) = broken.MinBy(failure => failure.Seed);
            Assert.Fail(await StoryAsync(seed, what, [.. broken.Select(failure => failure.Seed).Order()]));
        }
    }

    private static MoveCase CaseOf(int seed) => MoveCases.Any.Sample(1, new Rnd((ulong)seed), Size).Single();

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>What is wrong with a case; null when nothing is.</summary>
    private static async Task<string?> ProblemAsync(MoveCase @case, Action<string> outcome, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(LongestCase, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            outcome(await CaseRun.RunAsync(@case, either.Token));
            return null;
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            return $"It did not end within {LongestCase}.";
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return problem is PropertyBrokenException ? problem.Message : problem.ToString();
        }
    }

    private static async Task<string> StoryAsync(int seed, string what, IReadOnlyList<int> seeds)
    {
        var (simplest, why, steps) = await ShrunkAsync(CaseOf(seed), what);
        return $"""
            {seeds.Count} case(s) fail: {string.Join(", ", seeds)}. Again with PROPERTY_SEED={seed}:
            {CaseOf(seed)}

            {what}

            Simplified in {steps} step(s):
            {simplest}

            {why}
            """;
    }

    /// <summary>Which promise was broken.</summary>
    private static string KindOf(string problem) => problem.Split([", and not", ":", "\n"], StringSplitOptions.None)[0];

    /// <summary>The simplest case found that fails too.</summary>
    private static async Task<(MoveCase Simplest, string Why, int Steps)> ShrunkAsync(MoveCase @case, string why)
    {
        var start = TimeProvider.System.GetTimestamp();
        var (steps, tries) = (0, 0);
        for (var next = true; next;)
        {
            next = false;
            foreach (var simpler in MoveCaseShrinking.Simpler(@case))
            {
                if (++tries > MostShrinks || TimeProvider.System.GetElapsedTime(start) > LongestShrinking)
                {
                    return (@case, why, steps);
                }

                if (await ProblemAsync(simpler, _ => { }, CancellationToken.None) is { } same && KindOf(same) == KindOf(why))
                {
                    (@case, why, next) = (simpler, same, true);
                    steps++;
                    break;
                }
            }
        }

        return (@case, why, steps);
    }
}
