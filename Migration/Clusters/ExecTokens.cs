using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using k8s.Authentication;
using k8s.KubeConfigModels;

namespace CniMigration.Migration.Clusters;

/// <summary>
/// The tokens of a kubeconfig's command. It runs once for each token, when the first request needs one and shortly before the last one runs out; whoever asks
/// meanwhile waits for the same run. The client's own provider blocks while the command runs, hears of no cancellation, and leaves one that hangs behind.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Its semaphore holds nothing, and the client disposes of no provider.")]
internal sealed class ExecTokens(ExternalExecution command, TimeProvider time) : ITokenProvider
{
    private const int MostWords = 500;

    /// <summary>A request that is under way with a token must not see it run out.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private ExecCredentialResponse.ExecStatus? last;

    /// <summary>How long the command may take. It runs on the wall clock.</summary>
    /// <value>Default: 2 min, as the client's own.</value>
    internal TimeSpan Patience { get; init; } = KubernetesClientConfiguration.ExecTimeout;

    /// <exception cref="ClusterUnauthorizedException">The command gave none.</exception>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (last is null || last.ExpirationTimestamp <= (time.GetUtcNow() + Margin).UtcDateTime)
            {
                last = await RunAsync(cancellationToken);
            }

            return new AuthenticationHeaderValue("Bearer", last.Token);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ExecCredentialResponse.ExecStatus> RunAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        using var process = Start();
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(either.Token);
            var complaint = process.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(said, complaint, process.WaitForExitAsync(either.Token));
            return process.ExitCode == 0 ? Read(await said) : throw Failed($"it ended with {process.ExitCode}: {End((await complaint).Trim())}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"it had not ended after {Patience.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start()
    {
        var process = KubernetesClientConfiguration.CreateRunnableExternalProcess(command, (_, _) => { });

        // The client joins the arguments by spaces, which takes those apart that have some; and what asks somebody a question is not to wait for an answer.
        process.StartInfo.Arguments = "";
        foreach (var argument in command.Arguments ?? [])
        {
            process.StartInfo.ArgumentList.Add(argument);
        }

        process.StartInfo.RedirectStandardInput = true;
        try
        {
            process.Start();
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            process.Dispose();
            throw Failed($"{missing.Message} {command.InstallHint}".TrimEnd(), missing);
        }
    }

    private ExecCredentialResponse.ExecStatus Read(string said)
    {
        try
        {
            var answer = KubernetesJson.Deserialize<ExecCredentialResponse>(said);
            return answer?.ApiVersion != command.ApiVersion ? throw Failed($"its answer is of '{answer?.ApiVersion}', and '{command.ApiVersion}' was asked for")
                : answer.Status is { Token.Length: > 0 } status ? status
                : throw Failed("there is none in its answer");
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            throw Failed($"its answer is no ExecCredential: {unreadable.Message}", unreadable);
        }
    }

    private static string End(string text) => text.Length > MostWords ? $"...{text[^MostWords..]}" : text;

    private ClusterUnauthorizedException Failed(string why, Exception? cause = null) => new(
        $"The kubeconfig's command '{command.Command}' gave no token: {why}. Log in again, see that the command works by itself, and run again.", cause);
}
