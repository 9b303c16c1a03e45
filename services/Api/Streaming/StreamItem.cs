using System.Globalization;
using System.Text;
using Orchestra.Runs.Reading;

namespace Orchestra.Api.Streaming;

/// <summary>An event as it goes out; the same bytes for all who follow.</summary>
internal sealed record StreamItem(long Seq, string Type, byte[] Text)
{
    // The payload is one line of JSON; line breaks inside strings are escaped there.
    public static StreamItem Of(LedgerEvent item) =>
        new(
            item.Seq,
            item.Type,
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"id: {item.Seq}\nevent: {item.Type}\ndata: {item.Payload}\n\n")
            )
        );
}
