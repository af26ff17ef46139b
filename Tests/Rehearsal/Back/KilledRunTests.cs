using CniMigration.Tests.Stacks;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>
/// A run that is killed between a write and its answer leaves changes that no resource owns. The next run takes them over, or takes them back.
/// </summary>
internal sealed class KilledRunTests
{
    [Test]
    public async Task What_a_run_wrote_before_it_was_killed_is_taken_over_or_taken_back(
        [Values("pin-aws-node", "cordon", "remove-aws-node")] string high, [Values] bool resumed)
    {
        await using var traveller = await Traveller.StartAsync(seed: 3);
        var low = StageNames.All.TakeWhile(stage => stage != high).Last();
        await traveller.ToAsync(low);
        var before = await traveller.LookAsync();
        for (var writes = 1; await traveller.KilledOnTheWayToAsync(high, writes); writes++)
        {
            if (resumed)
            {
                await traveller.ToAsync(high);
            }

            await traveller.ToAsync(low);
            Assert.That(await traveller.DifferencesAsync(before), Is.Empty, $"killed after write {writes} on the way to {high}");
        }
    }
}
