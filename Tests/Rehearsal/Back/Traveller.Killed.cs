using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Rehearsal.Back;

internal sealed partial class Traveller
{
    // An answer that nobody asks for a second time, as nobody is left to ask.
    private static readonly RequestFault Killed = new(new ApiException(403, "Forbidden", "the run was killed"));

    /// <summary>
    /// One run to a stage that is killed after so many of its writes to the cluster: they happened, and nobody hears of them. False where it ended before.
    /// </summary>
    public async Task<bool> KilledOnTheWayToAsync(string stage, int afterWrites)
    {
        var requests = stack.Cloud.Requests;
        var writes = 0;
        requests.LostAnswers = request => IsOurs(request) && IsWrite(request) && Interlocked.Increment(ref writes) == afterWrites;
        requests.Faults = request => IsOurs(request) && Volatile.Read(ref writes) >= afterWrites ? Killed : null;
        try
        {
            var up = await stack.UpAsync(stage, CancellationToken.None);
            Assert.That(up.Run.Failure is null, Is.EqualTo(writes < afterWrites), $"{up.Run.Failure}");
            Assert.That(
                (up.BudgetViolations, up.NodesWithoutCni, up.NodesWithTwoCnis),
                Is.EqualTo((0, 0, 0)),
                $"budgets, nodes without a CNI and with two when killed after write {afterWrites}");
            return up.Run.Failure is not null;
        }
        finally
        {
            (requests.Faults, requests.LostAnswers) = (null, null);
        }
    }

    private static bool IsOurs(RequestInfo request) => request.User.Name.EndsWith(":assumed-role/migration", StringComparison.Ordinal);

    private static bool IsWrite(RequestInfo request) => request.Verb is "create" or "update" or "patch" or "delete";
}
