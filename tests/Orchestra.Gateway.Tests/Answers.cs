using System.Net;
using System.Text.Json.Nodes;

namespace Orchestra.Gateway.Tests;

/// <summary>Checks of answers that many tests make.</summary>
internal static class Answers
{
    /// <summary>The answer is the status in the one error shape; gives its message.</summary>
    public static async Task<string> AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string error)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(status), text);
        return AssertErrorBody(text, error);
    }

    public static string AssertErrorBody(string text, string error)
    {
        var body = JsonNode.Parse(text)!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)body["error"], Is.EqualTo(error));
            Assert.That((string?)body["message"], Is.Not.Empty);
            Assert.That((string?)body["traceId"], Has.Length.EqualTo(32));
        }

        return (string)body["message"]!;
    }

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
}
