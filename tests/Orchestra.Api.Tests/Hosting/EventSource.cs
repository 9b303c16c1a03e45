using System.Globalization;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>Reads Server-Sent Events.</summary>
internal sealed class EventSource(HttpResponseMessage response, Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream);

    /// <summary>One event.</summary>
    public sealed record Item(long Id, string Type, string Data);

    public int Status => (int)response.StatusCode;

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>The next event; null at the stream's end.</summary>
    public async Task<Item?> NextAsync(CancellationToken cancellationToken)
    {
        long id = 0;
        string type = "",
            data = "";
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (type.Length > 0)
                {
                    return new Item(id, type, data);
                }
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                type = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data += line[6..];
            }
        }

        return null;
    }

    /// <summary>The next so many.</summary>
    public async Task<IReadOnlyList<Item>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var items = new List<Item>();
        while (items.Count < count)
        {
            items.Add(await NextAsync(cancellationToken) ?? throw new EndOfStreamException($"the stream ended after {items.Count} events"));
        }

        return items;
    }

    /// <summary>Everything up to the stream's end.</summary>
    public async Task<IReadOnlyList<Item>> ToEndAsync(CancellationToken cancellationToken)
    {
        var items = new List<Item>();
        while (await NextAsync(cancellationToken) is { } item)
        {
            items.Add(item);
        }

        return items;
    }

    public void Dispose()
    {
        _reader.Dispose();
        response.Dispose();
    }
}
