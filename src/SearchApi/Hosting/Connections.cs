using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// What Kestrel leaves to be done on its connections.
/// <para>The answers that it gives by itself, before any pipeline, to what it cannot read as a request (400, 408, 414, 431, 505) have no
/// other place for the security headers than the bytes that are sent. The connection knows whether the pipeline is at work; what is sent
/// while it isn't, is such an answer.</para>
/// <para>A client that closes its own side of the connection when it has sent its request is taken for one that has gone, and gets no
/// answer, not even that its request is cut short. Both look alike, so it is given a little time.</para>
/// </summary>
internal static class Connections
{
    /// <summary>How long a client that sends nothing more is thought to be still reading.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly object Key = new();

    private static readonly byte[] Headers = Encoding.ASCII.GetBytes(
        string.Concat(SecurityHeaders.All.Select(h => $"{h.Key}: {h.Value}\r\n")));

    /// <summary>Sees to every connection of an address.</summary>
    public static void SeeTo(ListenOptions listen) => listen.Use(next => async connection =>
    {
        var output = new Output(connection.Transport.Output);
        connection.Items[Key] = output;
        connection.Transport = new Pipes(new Input(connection.Transport.Input, output), output);
        using var gone = new CancellationTokenSource();
        await using var closed = connection.ConnectionClosed.Register(() => gone.CancelAfter(Grace));
        connection.ConnectionClosed = gone.Token;
        await next(connection);
    });

    /// <summary>Says that from here on the pipeline answers, until its answer has been sent.</summary>
    public static void PipelineBegins(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var found) == true && found is Output output)
        {
            output.Passes = true;
            context.Response.OnCompleted(static output =>
            {
                ((Output)output).Passes = false;
                return Task.CompletedTask;
            }, output);
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>
    /// What comes in. That it has come to its end is told as a bad request where the pipeline still waits for a body, and only after the
    /// client had time to read its answer where the server waits for the rest of one or for the next request: Kestrel resets the connection
    /// in both cases, and the answer with it.
    /// </summary>
    private sealed class Input(PipeReader inner, Output output) : PipeReader
    {
        private bool _ended;
        private bool _waited;

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (_ended && output.Passes)
            {
                // The one exception that Kestrel takes from here without a fuss; Problems makes 400 of it.
                throw new ConnectionAbortedException("The connection was closed before the body had come to its end.");
            }

            var result = await inner.ReadAsync(cancellationToken);
            if (!result.IsCompleted)
            {
                return result;
            }

            if (output.Passes)
            {
                return Unfinished(result);
            }

            if (output.HasPassed && !_waited)
            {
                _waited = true;
                await Task.Delay(Grace, cancellationToken);
            }

            return result;
        }

        public override bool TryRead(out ReadResult result)
        {
            if (!inner.TryRead(out result))
            {
                return false;
            }

            if (result.IsCompleted && output.Passes)
            {
                result = Unfinished(result);
            }
            else if (result.IsCompleted && output.HasPassed && !_waited)
            {
                // Only reading asynchronously can wait.
                inner.AdvanceTo(result.Buffer.Start);
                result = default;
                return false;
            }

            return true;
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        private ReadResult Unfinished(ReadResult result)
        {
            _ended = true;
            return new(result.Buffer, result.IsCanceled, isCompleted: false);
        }
    }

    private sealed class Output(PipeWriter inner) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> _held = new();

        /// <summary>True while what is sent comes from the pipeline.</summary>
        public bool Passes
        {
            get;
            set
            {
                field = value;
                HasPassed = true;
            }
        }

        /// <summary>True when the pipeline has been at work, now or before.</summary>
        public bool HasPassed { get; private set; }

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes + _held.WrittenCount;

        public override void Advance(int bytes) => Target.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => Target.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => Target.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            SendHeld();
            return inner.FlushAsync(cancellationToken);
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            SendHeld();
            inner.Complete(exception);
        }

        private IBufferWriter<byte> Target => Passes ? inner : _held;

        private void SendHeld()
        {
            if (_held.WrittenCount == 0)
            {
                return;
            }

            // Anything else is another protocol, or encrypted.
            var held = _held.WrittenSpan;
            var line = held.StartsWith("HTTP/1."u8) ? held.IndexOf("\r\n"u8) : -1;
            if (line >= 0)
            {
                inner.Write(held[..(line + 2)]);
                inner.Write(Headers);
                held = held[(line + 2)..];
            }

            inner.Write(held);
            _held.ResetWrittenCount();
        }
    }
}
