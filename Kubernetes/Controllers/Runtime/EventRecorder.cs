using System.Threading.Channels;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>Writes Events off the reconcile path; a repeated one is counted instead of written again.</summary>
internal sealed class EventRecorder(IApiClient client, TimeProvider clock, Action<ControllerFailure> onFailure)
{
    private const int Remembered = 4096;
    private readonly Channel<Note> notes = Channel.CreateUnbounded<Note>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, (string Name, int Count)> written = [];

    public void Normal(Resource about, string source, string reason, string message) => Write(about, source, "Normal", reason, message);

    public void Warning(Resource about, string source, string reason, string message) => Write(about, source, "Warning", reason, message);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var note in notes.Reader.ReadAllAsync(cancellationToken))
                {
                    await WriteAsync(note, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException exception) when (exception.IsNotFound || exception.Code == 403)
            {
                // The namespace is going or gone: there is nobody left to tell.
            }
            catch (Exception exception)
            {
                onFailure(new ControllerFailure("events", "", exception));
            }
        }
    }

    private void Write(Resource about, string source, string type, string reason, string message) =>
        notes.Writer.TryWrite(new Note(JsonObjects.ReferenceTo(about), source, type, reason, message, clock.GetUtcNow()));

    private async Task WriteAsync(Note note, CancellationToken cancellationToken)
    {
        var @namespace = (string?)note.About["namespace"] ?? "default";
        var identity = $"{@namespace}|{note.About["uid"]}|{note.Source}|{note.Reason}|{note.Message}";
        if (written.TryGetValue(identity, out var known))
        {
            written[identity] = (known.Name, known.Count + 1);
            var patch = new JsonObject { ["count"] = known.Count + 1, ["lastTimestamp"] = note.At.Timestamp() };
            await client.PatchAsync(ResourceTypes.Events, @namespace, known.Name, patch, cancellationToken);
            return;
        }
        if (written.Count >= Remembered)
        {
            written.Clear();
        }

        var created = await client.CreateAsync(ResourceTypes.Events, @namespace, Body(note, @namespace), cancellationToken);
        written[identity] = (created.Name, 1);
    }

    private static JsonObject Body(Note note, string @namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["generateName"] = $"{note.About["name"]}.", ["namespace"] = @namespace },
        ["involvedObject"] = note.About.DeepClone(),
        ["reason"] = note.Reason,
        ["message"] = note.Message,
        ["type"] = note.Type,
        ["count"] = 1,
        ["firstTimestamp"] = note.At.Timestamp(),
        ["lastTimestamp"] = note.At.Timestamp(),
        ["source"] = new JsonObject { ["component"] = note.Source },
        ["reportingComponent"] = note.Source,
        ["reportingInstance"] = "",
    };

    private sealed record Note(JsonObject About, string Source, string Type, string Reason, string Message, DateTimeOffset At);
}
