using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>Bytes that somebody sends to the server who means no good, or knows no better.</summary>
/// <param name="Kind">What is odd about it.</param>
/// <param name="Pieces">What is sent, piece by piece.</param>
/// <param name="Pause">How long the sender waits between two pieces.</param>
/// <param name="HalfClosed">True when the sender closes his side behind the last piece.</param>
public sealed record HostileRequest(string Kind, IReadOnlyList<byte[]> Pieces, TimeSpan Pause, bool HalfClosed)
{
    /// <summary>The beginning of it, for a report.</summary>
    public string Shown
    {
        get
        {
            var text = Encoding.Latin1.GetString(Pieces[0]);
            return string.Concat(text.Take(300).Select(c => c is >= ' ' and <= '~' ? $"{c}" : c == '\n' ? "⏎" : ""));
        }
    }
}

/// <summary>
/// Makes hostile requests, always the same ones for a seed: every route and method, parameters of every kind, encodings, headers, bodies
/// that are broken, too long, too short or slow, and bytes that are no request.
/// </summary>
/// <param name="seed">Which ones.</param>
/// <param name="keys">Keys that some of them show; none is good when there are none.</param>
public sealed class HostileRequests(int seed, params string[] keys)
{
    private static readonly string[] Routes =
    [
        "/", "/search", "/themes", "/themes/organisation", "/wordings", "/wording", "/check", "/help", "/error", "/error/500",
        "/error/200",
        "/materials/", "/materials/a.md", "/css/site.css", "/favicon.svg", "/healthz", "/api/search", "/api/passages", "/api/practices",
        "/api/headings", "/api/outlines", "/api/materials/a.md",
        "/api/similar/a.md",
        "/api/duplicates", "/api/duplicates/a.md", "/api/themes", "/api/wordings", "/api/wording", "/api/check", "/api/openapi.json",
        "/api/kwic", "/api/collocates", "/api/compare", "/api/suggest", "/api/explain", "/api/comparable", "/api/comparable/a.md",
        "/api/study-pack", "/api/export", "/feeds/search.atom", "/feeds/themes/organisation.atom", "/feeds/nothing", "/opensearch.xml",
        "/api/materials", "/api/materials/", "/api/materials/a.md/restore", "/api/materials/inbox/a.txt", "/api/materials/../a.md/restore",
        "/api/key", "/upload", "/upload/withdraw", "/upload/restore", "/sign-in", "/sign-out", "/status", "/metrics", "/readyz",
        "/originals/a.md", "/library", "/study", "/clips", "/search/passages", "/practices", "/headings", "/compare", "/kwic",
        "/api/corrections/a.md", "/api/corrections/", "/api/settings", "/api/settings/lexicon/own.txt", "/api/changes", "/api/changes/1/undo",
        "/correct", "/settings", "/settings/file", "/changes", "/changes/undo",
        "/api/", "/api/nothing",
        "/nothing", "//", "/..", "/%2e%2e/%2e%2e/etc/passwd", "/materials/..%2f..%2fetc%2fpasswd", "/materials/%00",
        "/materials/%0a%1b[31m", "/%", "/%zz", "/\\",
    ];

    private static readonly string[] Writing = ["/api/materials", "/api/materials", "/upload", "/upload/withdraw", "/sign-in"];

    private static readonly string[] Decided =
    [
        "/api/corrections/{id}", "/api/corrections/{id}", "/api/corrections/{id}", "/api/corrections/{value}", "/api/settings",
        "/api/settings/lexicon/{file}", "/api/settings/taxonomy/{file}", "/api/settings/glossary/{file}", "/api/settings/{value}/{file}",
        "/api/changes", "/api/changes/{number}/undo", "/correct?id={id}", "/settings", "/settings/file?kind=lexicon&name={file}", "/changes",
        "/changes?subject={id}",
    ];

    private static readonly string[] Ids =
    [
        .. Enumerable.Repeat($"essays/{Uri.EscapeDataString("2021-让制度长出牙齿.txt")}", 4),
        $"essays/{Uri.EscapeDataString("2018-给基层的牌子减减肥.md")}", "no.md", "..", "%2e%2e/a", "a%00b", "",
    ];

    private static readonly string[] LikelyDecided = ["/api/corrections/{id}", "/api/corrections/{id}", "/api/settings/lexicon/{file}"];

    private static readonly string[] Deciding = ["GET", "GET", "PUT", "PUT", "PUT", "PUT", "POST", "POST", "DELETE", "HEAD", "PATCH"];

    private static readonly string[] SettingNames =
        ["own.txt", "own.yaml", "overrides.yaml", "topics.yaml", "formulations.yaml", "..%2fown.txt", ".own.txt", "own", "%00.txt", "CON.txt"];

    /// <summary>The first of <see cref="Decisions"/>, which can be used.</summary>
    private const int LikelyDecisions = 5;

    private static readonly string[] Decisions =
    [
        "{\"version\":\"\",\"title\":\"a\"}", "{\"version\":\"\",\"tier\":\"县\"}", "{\"version\":\"\",\"addThemes\":[\"organisation\"]}",
        "{\"version\":\"\",\"title\":\"b\",\"date\":\"2019\"}", "{\"version\":\"\",\"text\":\"党支部\\n\"}",
        "{\"version\":\"\",\"title\":\"{value}\"}", "{\"version\":\"\",\"date\":\"{value}\",\"issuer\":\"{value}\",\"tier\":\"{value}\"}",
        "{\"version\":\"{value}\",\"title\":null}", "{\"version\":null,\"title\":\"a\"}", "{\"version\":5}", "{\"title\":\"a\"}", "{\"version\":\"\"}",
        "{\"version\":\"\",\"addThemes\":[null,\"organisation\",\"{value}\"],\"removeThemes\":\"a\"}",
        "{\"version\":\"\",\"addThemes\":[\"organisation\"],\"removeThemes\":[\"organisation\"]}",
        "{\"version\":\"\",\"passages\":[null,{\"words\":null,\"add\":[null]},{\"words\":\"{value}\",\"remove\":[\"{value}\"]}]}",
        "{\"version\":\"\",\"practices\":[null,{},{\"words\":\"{value}\",\"isPractice\":\"maybe\",\"name\":7}]}",
        "{\"version\":\"\",\"text\":\"{value}\"}", "{\"version\":\"\",\"text\":\"kind: fixed\\nentries:\\n  - {value}\\n\"}",
        "{\"version\":\"\",\"text\":\"themes:\\n  - id: {value}\\n    name: [[[\"}", "{\"version\":\"\",\"text\":null}", "{\"version\":\"\",\"text\":[1]}",
        "version=&title={value}&date={value}&addThemes=organisation", "version=&text={value}&kind=lexicon&name=own.txt", "number=1", "{value}",
    ];

    private static readonly string[] FileNames =
    [
        "a.txt", "a.md", "../../leak.txt", "..", ".kbaccess", ".kbignore", "a.zip", "a.docx", "CON", "a\u0000.txt", "\u202etxt.exe", "党.txt", "",
        "/etc/passwd", "a/b/c.txt", ".kb-incoming-a",
    ];

    private static readonly string[] Methods =
        ["GET", "GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "X"];

    private static readonly string[] Names =
    [
        "q", "theme", "genre", "year", "tier", "sort", "copies", "page", "size", "kind", "status", "min", "id", "text", "parameters.q",
        "region", "sector", "unit", "figures", "recognition", "grade", "pattern", "context", "words",
        "replace", "access", "to", "key", "form-token", "since", "generation", "entries", "passage", "practice", "minutes", "format", "theme[0]", "theme.index", "", "__proto__",
    ];

    private static readonly string[] Values =
    [
        "", "党", "党员 NOT 会议", "“双报到”", "\"", "(((((((", "AND OR NOT", "主题:", "年:9999", "年:-1", "《", "*", "?", "a*", "%", "1", "0",
        "-1", "2147483647", "2147483648",
        "99999999999999999999", "1e9", "NaN", "0x10", "１２", " 2023", "+2023", "true", "null", "[]", "{}", "relevance", "newest",
        "together", "each", "numeral", "known", "left", "right", "docx", "2026-02-30", "2026-11-01T08:00:00+99:00", "以…为…", "同句(党", "邻近(a b,99999999999)",
        "年份:9..1", "党员*?", "a.md", "a.md#p0", "#a-1",
        "1亿亿亿亿", "九千九百九十九万亿亿亿亿", "第999999999999999999999999条", "0.0000000000000000000000000001", "organisation", "通知", "市", "\0",
        "\u001b[31m", "\r\nX: y", "\u202e", "\ufffd",
        "\ud800", "😀", "é", "e\u0301", "<script>", "' OR 1=1", "../../etc/passwd", "file:///etc/passwd", "${jndi:ldap://x}", "{{7*7}}",
        "，，，", "-", "--", "NOT NOT NOT NOT a", "a OR", "\t",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8",
        "application/json; charset=utf-16", "application/json; charset=utf-7",
        "application/json; charset=\"", "application/json; charset=x-unknown", "text/json", "text/plain", "application/xml",
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data",
        "multipart/form-data; boundary=x", "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=\"", "multipart/form-data; boundary=" + "b", "", "a", "/", ";;;", "application/json, text/plain",
    ];

    private static readonly string[] Headers =
    [
        "Accept: text/html", "Accept: image/png", "Accept: ;;;", "Accept-Encoding: gzip, br, zstd, x", "Range: bytes=0-0,5-1",
        "Range: bytes=9999999999999999999-", "If-None-Match: \"", "If-Modified-Since: never",
        "Expect: 100-continue", "Expect: something", "Cookie: a=\u0001", "Cookie: .AspNetCore.Antiforgery.x=y",
        "Authorization: Basic !!!!", "Authorization: Bearer", "Authorization: Bearer kb-aaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "Authorization: Bearer \u0000", "Cookie: kb-session=x", "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "X-HTTP-Method-Override: DELETE", "X-Forwarded-Host: evil.example",
        "Content-Encoding: gzip", "Upgrade: websocket", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA", "Host: localhost",
        "Host: evil.example", "Referer: \u001b[2J", "X-Long: " + "aaaaaaaaaaaaaaaa",
        "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: -1", "Content-Length: 99999999999999999999",
        "Content-Length: 5", "traceparent: 00-zz", "Origin: null", ": x", "no colon", "A\u0000: b",
    ];

    private static readonly string[] BrokenChunks =
        ["zz\r\n", "-1\r\n", "5\r\nab", "ffffffffffffffff\r\n", "\r\n\r\n", "5;" + new string('x', 5000)];

    private static readonly string[] OddRequests =
    [
        "GET / HTTP/1.1\n\n", "GET /\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", " GET / HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];

    private static readonly string[] Fragments =
    [
        "党员", "四个意识", "二个维护", "《规定》", "“", "”", "。", "全年发展党员", "12", "名", "1亿亿亿亿", "\\n", "，", "两个确立", "打铁还需自身硬", "十",
        "一是", "比上年增长", "%",
    ];

    private static readonly string[] OddHosts = ["evil.example", "", "localhost:99999", "[::1", "a b", "localhost, evil.example"];

    private readonly Random _random = new(seed);

    /// <summary>Endless.</summary>
    /// <param name="slowShare">Share of requests that are sent slowly, each of which takes seconds; 0 to 1.</param>
    public IEnumerable<HostileRequest> All(double slowShare)
    {
        while (true)
        {
            yield return _random.NextDouble() < slowShare
                ? Slow()
                : _random.Next(10) switch
                {
                    0 => NoRequest(),
                    1 or 2 => Abused(),
                    3 => Decision(),
                    4 or 5 or 6 => WithBody(),
                    _ => Asked(),
                };
        }
    }

    private HostileRequest Asked() => Whole("parameters", Head(Pick(Methods), Pick(Routes) + Query()), []);

    private HostileRequest Abused()
    {
        var head = new StringBuilder(Head(Pick(Methods), Pick(Routes) + (_random.Next(2) == 0 ? Query() : "")));
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            head.Append(Pick(Headers)).Append("\r\n");
        }

        return Whole("headers", head.ToString(), []) with { HalfClosed = true };
    }

    private HostileRequest WithBody()
    {
        var body = Body();
        var route = _random.Next(4) == 0 ? Pick(Routes) : Pick(["/check", "/api/check", "/api/export", "/api/comparable", .. Writing]);
        var method = _random.Next(5) == 0 ? Pick(Methods) : "POST";
        var head = Head(method, route) + $"Content-Type: {Pick(ContentTypes)}\r\n";
        return _random.Next(8) switch
        {
            0 => new(
                "chunked",
                [Bytes(head + "Transfer-Encoding: chunked\r\n\r\n"), Bytes($"{body.Length:x}\r\n"), body, Bytes("\r\n0\r\n\r\n")],
                TimeSpan.Zero,
                _random.Next(2) == 0),
            1 => new(
                "chunked, broken",
                [Bytes(head + "Transfer-Encoding: chunked\r\n\r\n"), Bytes(Pick(BrokenChunks))],
                TimeSpan.Zero,
                HalfClosed: true),
            2 => new("body cut short", [Bytes(Announced(body.Length + 10)), body], TimeSpan.Zero, HalfClosed: true),
            3 => new("body longer than announced", [Bytes(Announced(body.Length / 2)), body], TimeSpan.Zero, HalfClosed: true),
            _ => Whole("body", head + $"Content-Length: {body.Length}\r\n", body),
        };

        string Announced(int length) => $"{head}Content-Length: {length}\r\n\r\n";
    }

    private HostileRequest Decision()
    {
        // Most of what is put together by lot is refused at the door; half of it is to come to where files are written.
        var isLikely = _random.Next(2) == 0;
        var value = Pick(Values);
        var route = (isLikely ? Pick(LikelyDecided) : Pick(Decided))
            .Replace("{id}", isLikely ? Ids[0] : Pick(Ids), StringComparison.Ordinal)
            .Replace("{file}", isLikely ? SettingNames[0] : Pick(SettingNames), StringComparison.Ordinal)
            .Replace("{number}", $"{_random.Next(0, 30)}", StringComparison.Ordinal)
            .Replace("{value}", Escaped(value), StringComparison.Ordinal);
        route += _random.Next(3) > 0 ? "" : route.Contains('?', StringComparison.Ordinal) ? "&preview=true" : "?preview=true";
        var decision = isLikely ? Decisions[_random.Next(LikelyDecisions)] : Pick(Decisions);
        var isJson = decision[0] == '{' && decision != "{value}";
        var body = Bytes(decision.Replace("{value}", isJson ? JsonSerializer.Serialize(value)[1..^1] : value, StringComparison.Ordinal));
        var type = !isLikely && _random.Next(6) == 0 ? Pick(ContentTypes) : isJson ? "application/json" : "application/x-www-form-urlencoded";
        return Whole("decision", Head(isLikely ? "PUT" : Pick(Deciding), route, keys.Length > 0 ? $"Authorization: Bearer {Pick(keys)}\r\n" : "") + $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n", body);
    }

    private HostileRequest NoRequest()
    {
        byte[] bytes;
        switch (_random.Next(7))
        {
            case 0:
                bytes = new byte[_random.Next(1, 3000)];
                _random.NextBytes(bytes);
                break;
            case 1:
                bytes = Bytes($"GET /{new string('a', _random.Next(8000, 20_000))} HTTP/1.1\r\nHost: localhost\r\n\r\n");
                break;
            case 2:
                var headers = Enumerable.Range(0, _random.Next(90, 300)).Select(i => $"x{i}: {new string('y', 100)}\r\n");
                bytes = Bytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(headers)}\r\n");
                break;
            case 3:
                bytes = Bytes(Pick(OddRequests));
                break;
            case 4:
                bytes = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03];
                break;
            case 5:
                bytes = Bytes("* / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                break;
            default:
                bytes = Bytes(Head("GET", "/search" + Query()) + "\r\n");
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                break;
        }

        return new("no request", [bytes], TimeSpan.Zero, HalfClosed: true);
    }

    private HostileRequest Slow()
    {
        const string Length = "Content-Length: 1000\r\n\r\n";
        var (kind, first, second) = _random.Next(3) switch
        {
            0 => ("slow head", "GET / HTTP/1.1\r\nHost: lo", "calhost\r\n"),
            1 => ("slow body", Head("POST", "/api/check") + "Content-Type: application/json\r\n" + Length + "{", "\"te"),
            _ => ("slow form", Head("POST", "/check") + "Content-Type: application/x-www-form-urlencoded\r\n" + Length + "te", "xt="),
        };
        return new(kind, [Bytes(first), Bytes(second)], TimeSpan.FromMilliseconds(500), HalfClosed: false);
    }

    private byte[] Body() => _random.Next(16) switch
    {
        0 => Bytes("{\"text\":\"" + Pick(Values).Replace("\"", "", StringComparison.Ordinal) + "\"}"),
        1 => Bytes("{\"text\":" + Pick(["null", "5", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"", "\"\\x\"", "\"", "tru"]) + "}"),
        2 => Bytes(Pick(
            [
                "", "[", "{", "null", "[]", "\"a\"", "{\"Text\":\"a\"}", "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"a\"}}",
                "\ufeff{\"text\":\"a\"}", "{\"a\":1}",
                "{\"items\":[],\"format\":\"docx\"}", "{\"items\":[\"a.md#p0\",null,\"\",\"#\"],\"format\":\"csv\"}",
                "{\"items\":[\"a.md\"],\"format\":\"md\",\"skipUnknown\":true}", "{\"items\":{},\"format\":7}",
                "{\"text\":\"a\",\"size\":-1}", "{\"text\":\"a\",\"size\":99999999999}",
            ])),
        3 => Bytes(new string('[', _random.Next(1, 100_000))),
        4 => Bytes("text=" + Uri.EscapeDataString(Text(_random.Next(1, 3000)))),
        5 => Bytes("text=%&&&=%zz&text=%00&text[]=a&"
            + string.Join('&', Enumerable.Range(0, _random.Next(1, 3000)).Select(i => $"k{i}="))),
        13 => Files(),
        14 => Files()[..^_random.Next(1, 40)],
        6 => Bytes("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n党员\r\n--x--\r\n"),
        7 => Bytes("--x\r\nContent-Disposition: form-data; name=\"text\"; filename=\"a\"\r\n\r\n\0\r\n--x"),
        8 => Encoding.Unicode.GetBytes("{\"text\":\"党员\"}")[..^1],
        9 => Encoding.Unicode.GetBytes("{\"text\":\"党员\"}"),
        10 => Random(_random.Next(1, 5000)),
        11 => Bytes("text=" + new string('a', _random.Next(49_000, 52_000))),
        12 => Bytes("{\"text\":\"" + new string('a', _random.Next(900_000, 1_100_000)) + "\"}"),
        _ => Bytes("{\"text\":\"" + Text(_random.Next(1, 3000)) + "\"}"),
    };

    /// <summary>A form with files, fields and names that nobody should send.</summary>
    private byte[] Files()
    {
        var form = new StringBuilder();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            form.Append("--x\r\nContent-Disposition: form-data; name=\"").Append(Pick(["files", "access", "replace", "form-token", ""])).Append('"')
                .Append(_random.Next(3) == 0 ? "" : $"; filename=\"{Pick(FileNames)}\"")
                .Append("\r\n\r\n").Append(_random.Next(3) == 0 ? Pick(Values) : Text(_random.Next(1, 300))).Append("\r\n");
        }

        return Bytes(form.Append("--x--\r\n").ToString());
    }

    private string Text(int length)
    {
        var text = new StringBuilder(length + 20);
        while (text.Length < length)
        {
            text.Append(Pick(Fragments));
        }

        return text.ToString();
    }

    private byte[] Random(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Query()
    {
        var query = new StringBuilder();
        for (var i = _random.Next(0, 6); i > 0; i--)
        {
            var value = _random.Next(20) == 0 ? new string('党', _random.Next(1, 600)) : Pick(Values);
            query.Append(query.Length == 0 ? '?' : '&').Append(Escaped(Pick(Names))).Append('=')
                .Append(_random.Next(12) == 0 ? Pick(["%", "%zz", "%c0%af", "%ff", "+", "%u0041"]) : Escaped(value));
        }

        return query.ToString();
    }

    private static string Escaped(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b =>
            b is >= (byte)'a' and <= (byte)'z' ? $"{(char)b}" : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}")));

    private string Head(string method, string target) => Head(method, target, Key());

    private string Head(string method, string target, string key) =>
        $"{method} {target} HTTP/1.1\r\nHost: {(_random.Next(30) == 0 ? Pick(OddHosts) : "localhost")}\r\nConnection: close\r\n{key}";

    private string Key() => keys.Length > 0 && _random.Next(3) == 0 ? $"Authorization: Bearer {Pick(keys)}\r\n" : "";

    private static HostileRequest Whole(string kind, string head, byte[] body) =>
        new(kind, [[.. Bytes(head + "\r\n"), .. body]], TimeSpan.Zero, HalfClosed: false);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private T Pick<T>(T[] of) => of[_random.Next(of.Length)];
}
