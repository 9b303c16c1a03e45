namespace Orchestra.Samples.Bank.Operations;

/// <summary>What an operation answers: the same bytes whether it is the first time or a replay.</summary>
internal sealed record Answer(int Status, string Json, string? Location = null)
{
    public static Answer Of<T>(int status, T body, string? location = null) =>
        new(status, System.Text.Json.JsonSerializer.Serialize(body, BankJson.Options), location);

    public Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        return response.WriteAsync(Json, cancellationToken);
    }
}
