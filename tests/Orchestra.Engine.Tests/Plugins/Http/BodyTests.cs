using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Tests.Plugins.Http;

internal sealed class BodyTests : HttpPluginFixture
{
    [Test]
    public async Task A_form_is_written_and_recorded_by_its_members()
    {
        var input = new StepInput
        {
            Method = "POST",
            Url = Target.Url,
            Form = Members("""{"name":"Zoë & co","tags":["a","b"],"n":5,"address":{"zip":"1"},"no":null}"""),
        };

        var verdict = await ExecuteAsync(Step(input));

        var sent = Target.Requests.Single();
        Assert.That(sent.Header("content-type"), Is.EqualTo("application/x-www-form-urlencoded"));
        Assert.That(sent.Text, Is.EqualTo("name=Zo%C3%AB%20%26%20co&tags=a&tags=b&n=5&address=%7B%22zip%22%3A%221%22%7D"));
        Assert.That(
            JsonNode.DeepEquals(
                verdict.Payload.Request!.Body,
                JsonNode.Parse("""{"name":"Zoë & co","tags":["a","b"],"n":"5","address":"{\"zip\":\"1\"}"}""")
            ),
            Is.True,
            verdict.Payload.Request.Body!.ToJsonString()
        );
    }

    [Test]
    public async Task A_body_that_the_spec_declares_as_a_form_is_one_with_its_encodings()
    {
        var encodings = new Dictionary<string, SpecEncoding>
        {
            ["tags"] = new(Style: "pipeDelimited"),
            ["filter"] = new(Style: "deepObject", Explode: true),
            ["at"] = new(AllowReserved: true),
        };
        var body = new SpecBody("application/x-www-form-urlencoded", null)
        {
            Media = [new SpecMedia("application/x-www-form-urlencoded", null, encodings)],
        };

        await SendAsync(new StepInput { Body = JsonNode.Parse("""{"tags":["a","b"],"filter":{"x":1},"at":"10:30"}""") }, body);

        Assert.That(Target.Requests.Single().Text, Is.EqualTo("tags=a%7Cb&filter%5Bx%5D=1&at=10:30"));
    }

    [Test]
    public async Task Parts_are_written_in_their_order_each_with_its_type()
    {
        var input = new StepInput
        {
            Method = "POST",
            Url = Target.Url,
            Multipart =
            [
                new StepPart { Name = "note", Value = "häh {{ 'x' }}" },
                new StepPart { Name = "data", Value = JsonNode.Parse("""{"a":1}""") },
                new StepPart
                {
                    Name = "fi\"le",
                    Base64 = "AP8=",
                    FileName = "a\r\n.bin",
                    Headers = Members("""{"X-Part":"1"}"""),
                },
                new StepPart
                {
                    Name = "note",
                    Value = "<b/>",
                    ContentType = "text/xml",
                },
            ],
        };

        var verdict = await ExecuteAsync(Step(input));
        await ExecuteAsync(Step(input));
        await ExecuteAsync(Step(input), attempt: 2);

        var sent = Target.Requests[0];
        var boundary = sent.Header("content-type")!["multipart/form-data; boundary=".Length..];
        var expected = string.Join(
            "\r\n",
            $"--{boundary}",
            "Content-Disposition: form-data; name=\"note\"",
            "",
            "häh x",
            $"--{boundary}",
            "Content-Disposition: form-data; name=\"data\"",
            "Content-Type: application/json",
            "",
            """{"a":1}""",
            $"--{boundary}",
            "Content-Disposition: form-data; name=\"fi%22le\"; filename=\"a%0D%0A.bin\"",
            "Content-Type: application/octet-stream",
            "X-Part: 1",
            "",
            "\0?",
            $"--{boundary}",
            "Content-Disposition: form-data; name=\"note\"",
            "Content-Type: text/xml",
            "",
            "<b/>",
            $"--{boundary}--",
            ""
        );
        var bytes = Encoding.UTF8.GetBytes(expected);
        bytes[Array.IndexOf(bytes, (byte)0) + 1] = 0xFF;
        Assert.That(sent.Body, Is.EqualTo(bytes));
        Assert.That(Target.Requests[1].Body, Is.EqualTo(sent.Body), "sent again, it is the same");
        Assert.That(Target.Requests[2].Header("content-type"), Is.Not.EqualTo(sent.Header("content-type")));
        Assert.That(
            JsonNode.DeepEquals(
                verdict.Payload.Request!.Body,
                JsonNode.Parse(
                    """
                    {"note":["häh x",{"contentType":"text/xml","value":"<b/>"}],"data":{"contentType":"application/json","value":{"a":1}},
                     "fi\"le":{"fileName":"a\r\n.bin","contentType":"application/octet-stream","base64":"AP8="}}
                    """
                )
            ),
            Is.True,
            verdict.Payload.Request.Body!.ToJsonString()
        );
    }

    [Test]
    public async Task A_body_that_the_spec_declares_as_multipart_is_parts_of_the_types_it_says()
    {
        var encodings = new Dictionary<string, SpecEncoding> { ["data"] = new("application/vnd.bank+json") };
        var body = new SpecBody("multipart/form-data", null) { Media = [new SpecMedia("multipart/form-data", null, encodings)] };

        await SendAsync(new StepInput { Body = JsonNode.Parse("""{"data":{"a":1},"tags":["x","y"]}""") }, body);

        var text = Target.Requests.Single().Text;
        Assert.That(text, Does.Contain("name=\"data\"\r\nContent-Type: application/vnd.bank+json\r\n\r\n{\"a\":1}\r\n"));
        Assert.That(text, Does.Contain("name=\"tags\"\r\n\r\nx\r\n").And.Contain("name=\"tags\"\r\n\r\ny\r\n"));
    }

    [TestCase(null, null, "application/octet-stream")]
    [TestCase("image/png", null, "image/png")]
    [TestCase("image/png", "image/gif", "image/gif")]
    public async Task Bytes_are_given_in_base64(string? declared, string? named, string type)
    {
        var headers = named is null ? [] : new Dictionary<string, JsonNode?> { ["content-type"] = named };
        var body = declared is null
            ? null
            : new SpecBody(declared, null) { Media = [new SpecMedia(declared, null), new SpecMedia("image/gif", null)] };

        var verdict = await SendAsync(new StepInput { BodyBase64 = "{{ base64('abc') }}", Headers = headers }, body);

        Assert.That(Target.Requests.Single().Text, Is.EqualTo("abc"));
        Assert.That(Target.Requests.Single().Header("content-type"), Is.EqualTo(type));
        Assert.That(verdict.Payload.Request!.Body!.ToJsonString(), Is.EqualTo("""{"base64":"YWJj"}"""));
    }

    [TestCase("text/plain", null, "\"a b\"", "a b", "text/plain")]
    [TestCase(null, "application/xml", "\"<a/>\"", "<a/>", "application/xml")]
    [TestCase("text/csv", null, "5", "5", "text/csv")]
    [TestCase(null, null, "\"a b\"", "\"a b\"", "application/json")]
    [TestCase(null, "application/merge-patch+json", "{}", "{}", "application/merge-patch+json")]
    [TestCase(null, "*/*", "{}", "{}", "application/json")]
    [TestCase("application/json", "application/xml", "{}", "{}", "application/json")]
    public async Task A_body_is_written_in_the_type_that_the_step_or_else_the_spec_names(
        string? named,
        string? declared,
        string body,
        string written,
        string type
    )
    {
        var headers = named is null ? [] : new Dictionary<string, JsonNode?> { ["Content-Type"] = named };

        await SendAsync(
            new StepInput { Body = JsonNode.Parse(body), Headers = headers },
            declared is null ? null : new SpecBody(declared, null),
            new StepMeta { InvalidInput = true }
        );

        Assert.That(Target.Requests.Single().Text, Is.EqualTo(written));
        Assert.That(Target.Requests.Single().Header("content-type"), Is.EqualTo(type));
    }

    [Test]
    public async Task What_cannot_be_written_is_told_and_nothing_is_sent()
    {
        var wrong = new (StepInput Input, string Says)[]
        {
            (new StepInput { Body = 1, Form = Members("{}") }, "body and form"),
            (new StepInput { BodyBase64 = "?" }, "no base64"),
            (new StepInput { Multipart = [new StepPart { Name = "a", Base64 = "?" }] }, "the part a is no base64"),
            (new StepInput { Multipart = [new StepPart { Name = "a" }] }, "neither value nor base64"),
            (
                new StepInput
                {
                    Multipart =
                    [
                        new StepPart
                        {
                            Name = "a",
                            Value = 1,
                            Headers = Members("""{"X: y\r\nZ":"1"}"""),
                        },
                    ],
                },
                "a header that cannot be sent"
            ),
            (
                new StepInput { Body = JsonNode.Parse("{}"), Headers = Members("""{"Content-Type":"application/xml"}""") },
                "is written as a text"
            ),
        };
        foreach (var (input, says) in wrong)
        {
            var verdict = await SendAsync(input);

            Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError input"]));
            Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(says));
        }

        Assert.That(Target.Requests, Is.Empty);
    }

    private static Dictionary<string, JsonNode?> Members(string json) =>
        JsonNode.Parse(json)!.AsObject().ToDictionary(member => member.Key, member => member.Value?.DeepClone());

    private Task<Engine.Execution.StepVerdict> SendAsync(StepInput input, SpecBody? body = null, StepMeta? meta = null) =>
        ExecuteAsync(
            ToEndpoint(Step(input, meta: meta)),
            plan => WithEndpoint(plan, WithEndpoint(plan, "POST", "/a").Endpoints.Single().Value with { RequestBody = body })
        );
}
