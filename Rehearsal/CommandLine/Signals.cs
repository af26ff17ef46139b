using System.Runtime.InteropServices;

namespace CniMigration.Rehearsal.CommandLine;

/// <summary>Ctrl-C and SIGTERM as a cancellation.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;

    public Signals() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // The first one lets what is begun end; a second one is left to the system.
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
