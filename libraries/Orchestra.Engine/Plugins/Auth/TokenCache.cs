namespace Orchestra.Engine.Plugins.Auth;

/// <summary>
/// Tokens of this process, in its memory only. However many steps ask at once, the server is asked once; a refusal is told to those who
/// waited for it and not kept.
/// </summary>
internal sealed class TokenCache(TokenRequest request, TimeProvider time)
{
    private const int MaxKept = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<TokenKey, Task<TokenAnswer>> _kept = [];

    /// <summary>The token that is there, or a new one.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="secret">The client's secret.</param>
    /// <param name="cancellationToken">Stops the waiting. The question goes on for the others that wait.</param>
    public Task<TokenAnswer> GetAsync(TokenKey key, string secret, CancellationToken cancellationToken)
    {
        Task<TokenAnswer>? asking;
        lock (_gate)
        {
            if (!_kept.TryGetValue(key, out asking) || !IsUsable(asking))
            {
                MakeRoom();
                asking = Task.Run(() => request.BuyAsync(key, secret), CancellationToken.None);
                _kept[key] = asking;
            }
        }

        return asking.WaitAsync(cancellationToken);
    }

    /// <summary>Forgets a token that a service did not take; a newer one stays.</summary>
    public void Drop(AccessToken token)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(token.Key, out var asking) && TokenOf(asking)?.Text == token.Text)
            {
                _kept.Remove(token.Key);
            }
        }
    }

    private void MakeRoom()
    {
        if (_kept.Count < MaxKept)
        {
            return;
        }

        foreach (var key in _kept.Where(entry => !IsUsable(entry.Value)).Select(entry => entry.Key).ToList())
        {
            _kept.Remove(key);
        }

        while (_kept.Count >= MaxKept)
        {
            // The one that runs out first.
            _kept.Remove(_kept.MinBy(entry => TokenOf(entry.Value)?.UsableUntil ?? DateTimeOffset.MaxValue).Key);
        }
    }

    private bool IsUsable(Task<TokenAnswer> asking) => !asking.IsCompleted || TokenOf(asking)?.UsableUntil > time.GetUtcNow();

    private static AccessToken? TokenOf(Task<TokenAnswer> asking) =>
#pragma warning disable VSTHRD002, VSTHRD103 // It has ended.
        asking.IsCompletedSuccessfully ? asking.Result.Token : null;
#pragma warning restore VSTHRD002, VSTHRD103
}
