namespace CniMigration.Tests.Migration.Clusters;

/// <summary>A wire that can be cut: all watches that hang on it break at once, and nothing passes until it is mended. It can also be a long one.</summary>
internal sealed class CutWire : DelegatingHandler
{
    private readonly Lock gate = new();
    private CancellationTokenSource open = new();
    private volatile bool isDown;
    private bool isDone;

    /// <summary>How long what a watch says after a silence is on its way.</summary>
    /// <value>Wall time; none by default.</value>
    public TimeSpan Lag { get; set; }

    /// <summary>
    /// Breaks what is open now; with <paramref name="stayDown"/> nothing passes afterwards. A wire that is no longer used has nothing to break.
    /// </summary>
    public async Task CutAsync(bool stayDown = false)
    {
        CancellationTokenSource before;
        lock (gate)
        {
            if (isDone)
            {
                return;
            }

            isDown = stayDown;
            (before, open) = (open, new CancellationTokenSource());
        }

        await before.CancelAsync();
        before.Dispose();
    }

    public void Mend() => isDown = false;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isDown)
        {
            throw new HttpRequestException("The wire is cut.");
        }

        CancellationToken cut;
        lock (gate)
        {
            cut = open.Token;
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal))
        {
            var inner = await response.Content.ReadAsStreamAsync(cancellationToken);
            response.Content = new StreamContent(new CutStream(inner, this, cut));
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate)
            {
                isDone = true;
                open.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private sealed class CutStream(Stream inner, CutWire wire, CancellationToken cut) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, cut);
            try
            {
                var reading = inner.ReadAsync(buffer, either.Token);
                var hasCome = reading.IsCompleted;
                var read = await reading;
                await Task.Delay(hasCome ? TimeSpan.Zero : wire.Lag, TimeProvider.System, either.Token);
                return read;
            }
            catch (OperationCanceledException) when (cut.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new IOException("The wire was cut.");
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
