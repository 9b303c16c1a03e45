using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Server;

/// <summary>Writes a call's status: as trailers, or as the only headers when nothing was sent before.</summary>
internal static class ServerStatus
{
    public static void Write(HttpResponse response, Status status, Metadata trailers)
    {
        var values = new List<KeyValuePair<string, string>>(trailers.Count);
        try
        {
            values.AddRange(trailers.Select(entry => KeyValuePair.Create(entry.Key, MetadataHeaders.ValueOf(entry))));
        }
        catch (RpcException exception)
        {
            values.Clear();
            status = exception.Status;
        }

        values.Add(KeyValuePair.Create(WireNames.Status, ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture)));
        if (!string.IsNullOrEmpty(status.Detail))
        {
            values.Add(KeyValuePair.Create(WireNames.Message, StatusMessage.Encode(status.Detail)));
        }

        foreach (var (name, value) in values)
        {
            if (response.HasStarted)
            {
                response.AppendTrailer(name, value);
            }
            else
            {
                response.Headers.Append(name, value);
            }
        }
    }

    /// <summary>What the caller is told of an exception: nothing of its text, unless the server is set to.</summary>
    public static string DetailOf(Exception exception, bool isDetailed) =>
        isDetailed ? $"the method failed: {exception.GetType().Name}: {exception.Message}" : "the method failed";
}
