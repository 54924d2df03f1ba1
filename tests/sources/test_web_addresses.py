"""Which addresses are asked, and which never."""

from __future__ import annotations

import time

import pytest

from readerapp.errors import InputError
from readerapp.sources.web.addresses import is_address, is_public, numeric_addresses, read_address


def resolve_to(*numbers):
    return lambda _host, _port: list(numbers)


def check(url, *numbers, allow_private=False):
    address = read_address(url)
    return numeric_addresses(address, resolve=resolve_to(*numbers), allow_private=allow_private, seconds=5)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.8", "192.0.2.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1",
        "2001:db8::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
        "", "nonsense", "127.1", "1.2.3.4.5",
    ],
)  # fmt: skip
def test_what_is_not_public_is_known(number):
    assert not is_public(number)
    with pytest.raises(InputError, match="--allow-private"):
        check("https://news.example/x", number)
    with pytest.raises(InputError):
        check("https://news.example/x", "93.184.216.34", number)


@pytest.mark.parametrize(
    "number",
    ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1946", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)  # fmt: skip
def test_what_is_public_is_asked(number):
    assert is_public(number)
    assert check("https://news.example/x", number) == [number]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("http://localhost/", "127.0.0.1"),
        ("http://localhost./", "127.0.0.1"),
        ("http://LOCALHOST:8080/x", "::1"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1"),
        ("http://0.0.0.0/", "0.0.0.0"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("http://metadata.google.internal/", "169.254.169.254"),
        ("http://127.0.0.1.nip.example/", "127.0.0.1"),
        ("http://１２７.０.０.１/", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://ⓛocalhost/", "127.0.0.1"),
    ],
)
def test_this_machine_is_not_asked_by_any_of_its_names(url, number):
    with pytest.raises(InputError, match="--allow-private"):
        check(url, number)
    assert check(url, number, allow_private=True) == [number]


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0x7f.1/", "http://127.0.1",
        "http://0/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://00127.0.0.1/", "http://0x/",
        "http:///x", "http://", "https://?x", "http://:80/", "http://a b/", "http://a\n.b/", "http://a\\@b/", "http://ex\tample/",
        "http://[::1/", "http://[fe80::1%25eth0]/", "http://[127.0.0.1]/", "http://[v1.x]/", "http://%31%32%37.0.0.1/",
        "http://a..b/", "http://-a.example/", "http://x:0/", "http://x:65536/", "http://x:-1/", "http://x:y/",
        "http://" + "a" * 64 + ".example/", "http://x/" + "a" * 5000, "http://exa$mple/", "http://a\x00b/",
        "www.example.org",
    ],
)  # fmt: skip
def test_what_hides_where_it_leads_is_no_address(url):
    with pytest.raises(InputError, match="no address of a web page"):
        read_address(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x/y", "gopher://x", "javascript://x", "FILE://x", "data://x"]
)
def test_other_schemes_are_refused(url):
    assert is_address(url)
    with pytest.raises(InputError, match="only addresses that begin with https://"):
        read_address(url)


@pytest.mark.parametrize("url", ["http://ann:secret@x.example/", "https://ann@x.example/", "http://@x.example/"])
def test_credentials_are_refused_and_not_repeated(url):
    with pytest.raises(InputError, match="user name or a password") as caught:
        read_address(url)
    assert "secret" not in str(caught.value) and "ann" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("HTTPS://News.Example/A/b?c=d&e#part", "https://news.example/A/b?c=d&e"),
        (" https://news.example ", "https://news.example/"),
        ("http://news.example:80/", "http://news.example/"),
        ("https://news.example:8443/x", "https://news.example:8443/x"),
        ("https://пример.example/новость?q=é", "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?q=%C3%A9"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
    ],
)  # fmt: skip
def test_addresses_become_plain(given, url):
    assert read_address(given).url == url
    assert read_address(url).url == url


@pytest.mark.parametrize("given", ["page.html", "./http:/x", "C:\\page.html", "-", "es.1.txt"])
def test_files_are_no_addresses(given):
    assert not is_address(given)


def test_a_name_that_there_is_not_is_said():
    def nothing(_host, _port):
        raise OSError(-2, "Name or service not known")

    with pytest.raises(InputError, match=r"there is no server news\.example \(Name or service not known\)"):
        numeric_addresses(read_address("http://news.example/"), resolve=nothing, allow_private=False, seconds=5)
    with pytest.raises(InputError, match="there is no server"):
        check("http://news.example/")


def test_looking_a_name_up_ends_in_time():
    began = time.monotonic()
    with pytest.raises(InputError, match="took too long"):
        numeric_addresses(
            read_address("http://news.example/"),
            resolve=lambda *_: time.sleep(3) or [],
            allow_private=False,
            seconds=0.1,
        )
    assert time.monotonic() - began < 2
