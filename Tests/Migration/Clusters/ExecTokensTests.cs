using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Tests.ControlPlane;
using k8s;
using k8s.KubeConfigModels;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>Real commands that get a token, as `aws eks get-token` does: good ones, and those that fail in every way that commands do.</summary>
[Platform(Include = "Linux")]
[CancelAfter(60_000)]
internal sealed class ExecTokensTests
{
    private const string Version = "client.authentication.k8s.io/v1beta1";

    /// <summary>A script that starts something which has no end and names the file of the runs.</summary>
    private const string Hanging = "echo run >> \"$RUNS\"; tail -f \"$RUNS\" & wait";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly Clock clock = new();
    private DirectoryInfo folder = null!;

    private string Runs => Path.Combine(folder.FullName, "runs");

    private int Counted => File.Exists(Runs) ? File.ReadAllLines(Runs).Length : 0;

    [SetUp]
    public void Open() => folder = Directory.CreateTempSubdirectory("exec-tokens-");

    [TearDown]
    public void Close() => folder.Delete(recursive: true);

    [Test]
    public async Task A_command_runs_once_for_a_connection_and_all_its_requests(CancellationToken cancellationToken)
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions(), cancellationToken);
        server.Tokens.Add("token-1", new UserInfo("admin", ["system:authenticated", "system:masters"]));
        using var client = ClusterConnection.Open(Kubeconfig(server), clock);
        Assert.That(Counted, Is.Zero, "it runs when a token is needed");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)));
        await client.CoreV1.ListNodeAsync(cancellationToken: cancellationToken);

        Assert.That(Counted, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_is_kept_until_shortly_before_it_runs_out(CancellationToken cancellationToken)
    {
        var tokens = Tokens(Answering(expires: clock.Now.AddMinutes(14)));

        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-1"));
        clock.Now += TimeSpan.FromMinutes(13);
        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-1"));
        clock.Now += TimeSpan.FromSeconds(45);
        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-2"));
    }

    [Test]
    public async Task A_token_that_has_run_out_when_it_comes_is_tried_and_no_other_request_relies_on_it(CancellationToken cancellationToken)
    {
        var tokens = Tokens(Answering(expires: clock.Now.AddMinutes(-1)));

        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-1"));
        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-2"));
    }

    [Test]
    public async Task Arguments_and_variables_come_to_the_command_as_they_are_written_and_the_version_that_is_asked_for_too(CancellationToken cancellationToken)
    {
        var script = $$$"""echo "{\"apiVersion\":\"{{{Version}}}\",\"status\":{\"token\":\"$0, $1, $ROLE\"}}"; echo "$KUBERNETES_EXEC_INFO" >> "$RUNS" """;
        var tokens = Tokens(script, "--role", "two words");

        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("--role, two words, the migration's"));
        Assert.That((string)JsonNode.Parse(await File.ReadAllTextAsync(Runs, cancellationToken))!["apiVersion"]!, Is.EqualTo(Version));
    }

    [TestCase("""echo "The SSO session has expired" >&2; exit 255""", "ended with 255: The SSO session has expired")]
    [TestCase("echo Unable to locate credentials", "no ExecCredential")]
    [TestCase("true", "no ExecCredential")]
    [TestCase("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'""", "'client.authentication.k8s.io/v1beta1' was asked for")]
    [TestCase("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{}}'""", "there is none in its answer")]
    [TestCase("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1"}'""", "there is none in its answer")]
    [TestCase("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t","expirationTimestamp":"soon"}}'""", "no ExecCredential")]
    public void A_command_that_gives_none_is_told_with_its_own_words_and_asked_again_by_the_next(string script, string why)
    {
        var tokens = Tokens($"echo run >> \"$RUNS\"; {script}");

        for (var run = 1; run <= 2; run++)
        {
            Assert.That(
                async () => await TokenAsync(tokens, CancellationToken.None),
                Throws.TypeOf<ClusterUnauthorizedException>().With.Message.Contains(why).And.Message.Contains("'sh'").And.Message.Contains("run again"));
            Assert.That(Counted, Is.EqualTo(run));
        }
    }

    [Test]
    public void A_command_that_is_not_there_is_told_with_where_to_get_it() => Assert.That(
        async () => await TokenAsync(
            new ExecTokens(new ExternalExecution { ApiVersion = Version, Command = "no-such-command", InstallHint = "Install the AWS CLI." }, clock),
            CancellationToken.None),
        Throws.TypeOf<ClusterUnauthorizedException>().With.Message.Contains("'no-such-command'").And.Message.Contains("Install the AWS CLI."));

    [Test]
    public async Task A_command_that_hangs_is_ended_with_all_that_it_started(CancellationToken cancellationToken)
    {
        var tokens = new ExecTokens(Command(Hanging), clock) { Patience = TimeSpan.FromSeconds(1) };

        Assert.That(
            async () => await TokenAsync(tokens, cancellationToken),
            Throws.TypeOf<ClusterUnauthorizedException>().With.Message.Contains("had not ended after 1 s"));
        await RunningProcesses.UntilNoneNamesAsync(Runs, cancellationToken);
    }

    [Test]
    public async Task Who_cancels_is_not_kept_waiting_by_a_command_that_hangs_and_the_next_runs_it_again(CancellationToken cancellationToken)
    {
        var tokens = Tokens($"[ -f \"$RUNS\" ] || {{ {Hanging}; }}; {Answering(clock.Now.AddMinutes(14))}");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = TokenAsync(tokens, cancel.Token);
        var waiting = TokenAsync(tokens, cancellationToken);
        while (Counted == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }

        var start = TimeProvider.System.GetTimestamp();
        await cancel.CancelAsync();
        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await waiting, Is.EqualTo("token-2"), "it had only waited for its turn");
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Soon));
        await RunningProcesses.UntilNoneNamesAsync(Runs, cancellationToken);
    }

    [Test]
    public async Task A_command_that_asks_somebody_gets_no_answer_and_does_not_wait_for_one(CancellationToken cancellationToken)
    {
        var tokens = Tokens($"read -r code; {Answering(clock.Now.AddMinutes(14))}");

        Assert.That(await TokenAsync(tokens, cancellationToken), Is.EqualTo("token-1"));
    }

    private static async Task<string> TokenAsync(ExecTokens tokens, CancellationToken cancellationToken) =>
        (await tokens.GetAuthenticationHeaderAsync(cancellationToken)).Parameter!;

    /// <summary>The script that answers token-1 when it runs for the first time, and so on.</summary>
    private static string Answering(DateTimeOffset expires) =>
        $$$"""
        echo run >> "$RUNS"; echo "{\"apiVersion\":\"{{{Version}}}\",\"kind\":\"ExecCredential\",\"status\":{
        \"expirationTimestamp\":\"{{{expires:yyyy-MM-dd'T'HH:mm:ss'Z'}}}\",\"token\":\"token-$(wc -l < "$RUNS" | tr -d ' ')\"}}"
        """;

    private ExecTokens Tokens(string script, params string[] arguments) => new(Command(script, arguments), clock);

    private ExternalExecution Command(string script, params string[] arguments) => new()
    {
        ApiVersion = Version,
        Command = "sh",
        Arguments = ["-c", script, .. arguments],
        EnvironmentVariables =
        [
            new Dictionary<string, string> { ["name"] = "RUNS", ["value"] = Runs },
            new Dictionary<string, string> { ["name"] = "ROLE", ["value"] = "the migration's" },
        ],
    };

    private string Kubeconfig(ApiServer server)
    {
        var kubeconfig = new JsonObject
        {
            ["current-context"] = "c",
            ["clusters"] = new JsonArray(new JsonObject
            {
                ["name"] = "c",
                ["cluster"] = new JsonObject
                {
                    ["server"] = server.Endpoint.AbsoluteUri,
                    ["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(server.AuthorityPem)),
                },
            }),
            ["contexts"] = new JsonArray(new JsonObject { ["name"] = "c", ["context"] = new JsonObject { ["cluster"] = "c", ["user"] = "u" } }),
            ["users"] = new JsonArray(new JsonObject
            {
                ["name"] = "u",
                ["user"] = new JsonObject
                {
                    ["exec"] = new JsonObject
                    {
                        ["apiVersion"] = Version,
                        ["command"] = "sh",
                        ["args"] = new JsonArray("-c", Answering(clock.Now.AddMinutes(14))),
                        ["env"] = new JsonArray(new JsonObject { ["name"] = "RUNS", ["value"] = Runs }),
                    },
                },
            }),
        };
        return kubeconfig.ToJsonString();
    }

    /// <summary>A clock that stands until a test moves it.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
