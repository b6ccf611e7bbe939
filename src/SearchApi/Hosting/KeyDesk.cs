using KnowledgeBase.Access;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Where keys are shown: finds out whose one is, slows down an address that shows too many wrong ones, and writes down what was refused.
/// </summary>
/// <param name="options">Where the folder of state is.</param>
/// <param name="time">Says when keys expire.</param>
/// <param name="log">Is told what is the matter with the folder of state; who asks is not.</param>
public sealed partial class KeyDesk(IOptions<SearchApiOptions> options, TimeProvider time, ILogger<KeyDesk> log) : IDisposable
{
    /// <summary>Hashes that are computed at a time, so that keys never take all processors.</summary>
    private static readonly int MostAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly StateFolder _state = new(options.Value.State);
    private readonly KeyVerifier _keys = new(new StateFolder(options.Value.State), time);
    private readonly WrongKeys _wrong = new(time);
    private readonly SemaphoreSlim _turns = new(MostAtOnce);

    /// <summary>True when there is a key with which somebody could sign in.</summary>
    public bool HasKeys
    {
        get
        {
            try
            {
                return _keys.HasKeys;
            }
            catch (AccessException e)
            {
                CannotBeUsed(e.Message);
                return false;
            }
        }
    }

    /// <summary>The groups that holders of good keys are of, each once, in ordinal order; none when that cannot be told.</summary>
    public IReadOnlyList<string> Groups()
    {
        try
        {
            var now = time.GetUtcNow();
            return
            [
                .. new KeyRing(_state, time).List().Where(k => k.IsGood(now)).SelectMany(k => k.Groups)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
        }
        catch (AccessException e)
        {
            CannotBeUsed(e.Message);
            return [];
        }
    }

    /// <summary>Finds out whose a key is.</summary>
    /// <param name="text">The key, as it was shown.</param>
    /// <param name="context">The request that shows it.</param>
    public async Task<KeyCheck> CheckAsync(string text, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            if (_keys.Recall(text) is { } known)
            {
                return new KeyCheck(known, StatusCodes.Status200OK, 0);
            }

            var client = ClientLimits.ClientOf(context.Connection.RemoteIpAddress);
            if (_wrong.Wait(client) is > 0 and var seconds)
            {
                return new KeyCheck(null, StatusCodes.Status429TooManyRequests, seconds);
            }

            if (!await _turns.WaitAsync(Patience, context.RequestAborted))
            {
                return new KeyCheck(null, StatusCodes.Status429TooManyRequests, 1);
            }

            try
            {
                // Many requests with one key may come at once; the first of them made it known.
                var key = _keys.Recall(text);
                if (key is null && _wrong.Begin(client) is > 0 and var wait)
                {
                    return new KeyCheck(null, StatusCodes.Status429TooManyRequests, wait);
                }

                if (key is null && (key = await Task.Run(() => _keys.Verify(text), context.RequestAborted)) is not null)
                {
                    _wrong.WasGood(client);
                }

                if (key is not null)
                {
                    return new KeyCheck(key, StatusCodes.Status200OK, 0);
                }
            }
            finally
            {
                _turns.Release();
            }

            Refused(context, null, "The key is not good.");
            return new KeyCheck(null, StatusCodes.Status401Unauthorized, 0);
        }
        catch (AccessException e)
        {
            CannotBeUsed(e.Message);
            return new KeyCheck(null, StatusCodes.Status503ServiceUnavailable, 0);
        }
    }

    /// <summary>The good key with an id, for one who has shown it before; null when it is no longer good or nobody can tell.</summary>
    public AccessKey? Find(string id)
    {
        try
        {
            return _keys.Find(id);
        }
        catch (AccessException e)
        {
            CannotBeUsed(e.Message);
            return null;
        }
    }

    /// <summary>Writes down that a request was refused. It is refused all the same when that cannot be written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">Whose it is; null when nobody knows.</param>
    /// <param name="reason">Why.</param>
    public void Refused(HttpContext context, AccessKey? key, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        WriteDown(context, key, AuditActions.AccessRefused, $"{context.Request.Method} {context.Request.Path}", reason);
    }

    /// <summary>Writes down that something of the library was taken away as a file. It is, even when that cannot be written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="what">What kind of list it is; never what was asked.</param>
    /// <param name="amount">How many entries it has, and in which format.</param>
    /// <param name="ids">The entries, where each was chosen.</param>
    public void Exported(HttpContext context, string what, string amount, IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(context);
        var named = string.Join(", ", ids);
        WriteDown(
            context,
            KeyHolder.KeyOf(context.User, this),
            AuditActions.MaterialsExported,
            what,
            named.Length == 0 ? amount : $"{amount}: {named}");
    }

    private void WriteDown(HttpContext context, AccessKey? key, string action, string subject, string detail)
    {
        try
        {
            // Whoever comes to a server that has no keys leaves no folder behind.
            if (_state.IsThere)
            {
                new AuditLog(_state, time).Add(new AuditAct(key?.Name ?? "", action, subject)
                {
                    Key = key?.Id,
                    Address = context.Connection.RemoteIpAddress?.ToString(),
                    Detail = detail,
                });
            }
        }
        catch (AccessException e)
        {
            CannotBeUsed(e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    [LoggerMessage(EventId = 190, Level = LogLevel.Error, Message = "Keys cannot be told: {Reason}")]
    private partial void CannotBeUsed(string reason);
}
