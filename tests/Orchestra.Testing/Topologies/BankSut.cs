using System.Net.Http.Json;
using Orchestra.Contracts;
using Orchestra.Testing.Waiting;

namespace Orchestra.Testing.Topologies;

/// <summary>The sample bank's back door: what it was asked, what it did, and its switches.</summary>
public sealed class BankSut(HttpClient http, Uri address)
{
    /// <summary>A request as the bank saw it; <c>Status</c> is null while it is under way.</summary>
    public sealed record Request(
        string Method,
        string Path,
        string? IdempotencyKey,
        string? CorrelationId,
        string? Traceparent,
        int? Status,
        bool HadEffect,
        bool Replayed
    );

    /// <summary>Something the bank did.</summary>
    public sealed record Effect(string Operation, string Path, string? IdempotencyKey, string? CorrelationId);

    private sealed record RequestList(List<Request> Items);

    private sealed record EffectList(List<Effect> Items);

    /// <summary>Where it listens.</summary>
    public Uri Address => address;

    /// <summary>Switches a fault on; <c>none</c> switches it off.</summary>
    public Task SetFaultAsync(string fault) => PutAsync("/_sut/fault", new { fault });

    /// <summary>How long each changing request waits between its work and its commit.</summary>
    public Task SetDelayAsync(TimeSpan delay) => PutAsync("/_sut/delay", new { ms = (int)delay.TotalMilliseconds });

    /// <summary>The requests of a run in order of arrival.</summary>
    public async Task<IReadOnlyList<Request>> RequestsAsync(string? correlationId = null) =>
        (await GetAsync<RequestList>("/_sut/requests", correlationId)).Items;

    /// <summary>The effects of a run in order.</summary>
    public async Task<IReadOnlyList<Effect>> EffectsAsync(string? correlationId = null) =>
        (await GetAsync<EffectList>("/_sut/effects", correlationId)).Items;

    /// <summary>Waits until a request of the run whose path ends so is under way.</summary>
    public Task WaitUnderWayAsync(string correlationId, string pathEnd) =>
        Eventually.IsTrueAsync(
            async () =>
                (await RequestsAsync(correlationId)).Any(request =>
                    request.Status is null && request.Method == "POST" && request.Path.EndsWith(pathEnd, StringComparison.Ordinal)
                ),
            TimeSpan.FromSeconds(30),
            $"the bank works on a request to …{pathEnd}"
        );

    private async Task<T> GetAsync<T>(string path, string? correlationId)
    {
        var query = correlationId is null ? "" : $"?correlationId={Uri.EscapeDataString(correlationId)}";
        return (await http.GetFromJsonAsync<T>(new Uri(address, path + query), OrchestraJson.Options))!;
    }

    private async Task PutAsync(string path, object body)
    {
        using var response = await http.PutAsJsonAsync(new Uri(address, path), body);
        response.EnsureSuccessStatusCode();
    }
}
