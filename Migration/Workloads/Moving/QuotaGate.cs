using CniMigration.Migration.Workloads.Room;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// Lets as many Deployments of a namespace surge beside each other as its quotas have room for, and the others one after the other: a ReplicaSet whose pod
/// a quota has refused asks again ever more seldom, so that those who share the last places would keep each other waiting.
/// </summary>
internal sealed class QuotaGate(MoveContext context)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<Place> taken = [];

    /// <summary>
    /// Waits until the workload may surge, which is when those before it have moved. Answers null when the only ones before it are stuck: with what they
    /// hold, the quotas have no room for a surge.
    /// </summary>
    internal async Task<Place?> EnterAsync(WorkloadRef workload, CancellationToken cancellationToken)
    {
        var place = new Place(this, workload.Namespace, Claims(workload));
        var told = false;
        while (true)
        {
            var seen = context.Cluster.Changes.Version;
            if (Answer(place) is { } may)
            {
                return may ? place : null;
            }

            if (!told)
            {
                context.Reporter.Report($"{workload} waits for others of its namespace to have moved: {place.Quotas} has no room for all of them at once.");
                told = true;
            }

            await context.Wait.NextAsync(seen, LongestSilence, cancellationToken);
        }
    }

    private IReadOnlyList<QuotaClaim> Claims(WorkloadRef workload) => context.Workloads.Deployment(workload) is { } deployment
        ? QuotaRoom.Claims(new SurgeCase(deployment, context.Snapshot(), context.Request.Destination, context.Request.Surge))
        : [];

    /// <summary>Whether the workload may surge; null when that is not known before others have moved.</summary>
    private bool? Answer(Place place)
    {
        lock (gate)
        {
            var before = taken.Where(other => other.Namespace == place.Namespace).ToList();
            if (before.Count > 0 && !QuotaRoom.HasRoomFor([.. before.SelectMany(other => other.Claims), .. place.Claims]))
            {
                return before.All(other => other.IsStuck) ? false : null;
            }

            taken.Add(place);
            return true;
        }
    }

    private void Leave(Place place)
    {
        lock (gate)
        {
            taken.Remove(place);
        }

        context.Cluster.Changes.Raise();
    }

    private void Stick(Place place)
    {
        lock (gate)
        {
            if (place.IsStuck)
            {
                return;
            }

            place.IsStuck = true;
        }

        context.Cluster.Changes.Raise();
    }

    /// <summary>What one surge takes of the quotas until it is over.</summary>
    internal sealed class Place(QuotaGate gate, string @namespace, IReadOnlyList<QuotaClaim> claims) : IDisposable
    {
        internal string Namespace => @namespace;

        internal IReadOnlyList<QuotaClaim> Claims => claims;

        internal string Quotas => string.Join(", ", claims.Select(claim => $"quota {claim.Quota}").Distinct());

        internal bool IsStuck { get; set; }

        /// <summary>It gets no further: whoever waits for its place looks for another way.</summary>
        internal void Stick() => gate.Stick(this);

        public void Dispose() => gate.Leave(this);
    }
}
