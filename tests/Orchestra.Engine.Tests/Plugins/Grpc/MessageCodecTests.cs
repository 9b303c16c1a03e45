using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestra.Engine.Plugins.Grpc.Messages;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

[CancelAfter(60_000)]
public sealed class MessageCodecTests
{
    private static readonly ProtoSchema Schema = ProtoSchema.Load(ScoringSet.Files());

    // Google's own formatter says what the JSON of a message is.
    private static readonly JsonFormatter Oracle = new(
        JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithTypeRegistry(TypeRegistry.FromFiles(ScoringReflection.Descriptor))
    );

    private static MessageDescriptor Everything => Schema.FindMessage("orchestra.scoring.v1.Everything")!;

    private static MessageDescriptor Question => Schema.FindMessage("orchestra.scoring.v1.Question")!;

    [Test]
    public void Bytes_become_the_json_that_Googles_formatter_writes()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var message = MessageSamples.Of(seed);

            var json = Decode(Everything, message.ToByteArray());

            var expected = JsonNode.Parse(Oracle.Format(message));
            Assert.That(JsonNode.DeepEquals(json, expected), Is.True, () => $"seed {seed}\n{json}\n{expected}");
        }
    }

    [Test]
    public void Json_becomes_the_message_that_it_was_written_from()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var message = MessageSamples.Of(seed);

            var (bytes, faults) = Encode(Everything, Oracle.Format(message));

            Assert.That(faults, Is.Empty, () => $"seed {seed}");
            // By their JSON: an Any of defaults may hold them or not.
            var read = Oracle.Format(Protos.Everything.Parser.ParseFrom(bytes));
            Assert.That(read, Is.EqualTo(Oracle.Format(message)), () => $"seed {seed}");
        }
    }

    [TestCase("""{"an_int32":"12","AnInt64":1}""", "messages[0].AnInt64 is no field of")]
    [TestCase("""{"anInt32":1,"an_int32":1}""", "is there twice")]
    [TestCase("""{"chosenText":"a","chosenAnswer":{}}""", "only one member of choice")]
    [TestCase("""{"anInt32":2147483648}""", "must be a whole number from -2147483648 to 2147483647")]
    [TestCase("""{"anInt32":1.5}""", "must be a whole number")]
    [TestCase("""{"aUint64":-1}""", "must be a whole number from 0 to 18446744073709551615")]
    [TestCase("""{"aFloat":1e39}""", "is beyond what a float holds")]
    [TestCase("""{"aDouble":"many"}""", "must be a number")]
    [TestCase("""{"aBool":"true"}""", "must be true or false")]
    [TestCase("""{"aString":1}""", "must be a string")]
    [TestCase("""{"someBytes":"?"}""", "must be base64")]
    [TestCase("""{"aColour":"GREEN"}""", "must be one of COLOUR_UNSPECIFIED, RED, BLUE")]
    [TestCase("""{"packed":[1,null]}""", "messages[0].packed[1] must be a whole number")]
    [TestCase("""{"answers":[null]}""", "must not be null")]
    [TestCase("""{"byNumber":{"x":{}}}""", "messages[0].byNumber['x'] must be a whole number")]
    [TestCase("""{"at":"2026-02-30T00:00:00Z"}""", "must be an RFC 3339 time")]
    [TestCase("""{"lasts":"5"}""", "must be seconds such as")]
    [TestCase("""{"any":{"@type":"type.googleapis.com/no.Such"}}""", "names a type that the spec does not have")]
    [TestCase("[]", "messages[0] must be an object of orchestra.scoring.v1.Everything")]
    public void Json_that_is_no_message_is_told_with_its_place(string json, string says) =>
        Assert.That(Encode(Everything, json).Faults, Has.Exactly(1).Contains(says));

    [TestCase("""{"anInt32":1e2,"someBytes":"-_8","aColour":-2,"maybe":null,"at":"2026-01-31T10:00:00.5+01:00"}""")]
    public void Json_may_be_written_in_every_way_that_the_mapping_allows(string json)
    {
        var (bytes, faults) = Encode(Everything, json);

        Assert.That(faults, Is.Empty);
        var message = Protos.Everything.Parser.ParseFrom(bytes);
        Assert.That(message.AnInt32, Is.EqualTo(100));
        Assert.That(message.SomeBytes.ToByteArray(), Is.EqualTo(new byte[] { 0xFB, 0xFF }));
        Assert.That((message.AColour, message.HasMaybe), Is.EqualTo((Colour.Blue, false)));
        Assert.That(message.At.ToDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 1, 31, 9, 0, 0, 500, TimeSpan.Zero)));
    }

    [Test]
    public void Fields_that_the_spec_does_not_know_are_skipped_and_of_a_oneof_the_last_one_holds()
    {
        // Field 100 of each wire type, a group among them, then purpose and case_number.
        byte[] unknown = [0xA0, 6, 1, 0xA1, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0xA2, 6, 1, 65, 0xA3, 6, 8, 1, 0xA4, 6, 0xA5, 6, 0, 0, 0, 0];
        byte[] oneof = [0x2A, 1, 65, 0x30, 7];

        var json = Decode(Question, [.. unknown, .. oneof])!;

        Assert.That(json["caseNumber"]!.GetValue<string>(), Is.EqualTo("7"));
        Assert.That(json.AsObject().ContainsKey("purpose"), Is.False);
    }

    [TestCase("0AFFFFFFFF07", "a value of 2147483647 bytes begins where 0 are left", TestName = "A length of 2 GB")]
    [TestCase("0AFFFFFFFFFFFFFFFFFF01", "a value of 18446744073709551615 bytes", TestName = "A length of 2^64")]
    [TestCase("08FFFFFFFFFFFFFFFFFFFF01", "a number has more than ten bytes")]
    [TestCase("08FF", "the message ends within a number")]
    [TestCase("0A01FF", "is not UTF-8")]
    [TestCase("00", "0 is no field's tag")]
    [TestCase("0C", "a group of number 1 ends that did not begin")]
    [TestCase("A306AC06", "ends as")]
    public void Bytes_that_are_no_message_are_told(string hex, string says) =>
        Assert.That(() => Decode(Question, Convert.FromHexString(hex)), Throws.TypeOf<ProtoException>().With.Message.Contains(says));

    [Test]
    public void Ten_thousand_messages_in_one_another_are_refused_and_so_are_groups()
    {
        byte[] nested = [];
        for (var i = 0; i < 10_000; i++)
        {
            nested = MessageEncoder.Bytes(output =>
            {
                output.WriteTag(7, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(nested));
            });
        }

        byte[] groups = [.. Enumerable.Range(0, 10_000).SelectMany(_ => (byte[])[0xA3, 6])];

        Assert.That(() => Decode(Question, nested), Throws.TypeOf<ProtoException>().With.Message.Contains("nested"));
        Assert.That(() => Decode(Question, groups), Throws.TypeOf<ProtoException>().With.Message.Contains("nested"));
    }

    [Test]
    public void A_million_values_in_one_message_are_refused_as_our_limit()
    {
        byte[] packed = [0x92, 1, 0xC0, 0x84, 0x3D, .. new byte[1_000_000]];

        Assert.That(() => Decode(Everything, packed), Throws.TypeOf<ProtoException>().With.Property("IsOurLimit").True);
    }

    [Test]
    public void Damaged_messages_are_refused_or_read_and_never_crash()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = MessageSamples.Of(seed % 50).ToByteArray();
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                Decode(Everything, bytes[..random.Next(bytes.Length)]);
            }
            catch (ProtoException)
            {
                // That is the answer to most of them.
            }
        }
    }

    private static JsonNode? Decode(MessageDescriptor type, byte[] bytes) =>
        JsonNode.Parse(new MessageDecoder(Schema).Decode(type, bytes)?.ToJsonString() ?? "null");

    private static (byte[] Bytes, IReadOnlyList<string> Faults) Encode(MessageDescriptor type, string json)
    {
        var encoder = new MessageEncoder(Schema);
        return (encoder.Encode(type, JsonNode.Parse(json), "messages[0]"), encoder.Faults);
    }
}
