use super::*;

#[track_caller]
fn check(address: &str, public: bool) {
    let address: IpAddr = address.parse().expect("an address");
    assert_eq!(is_public(address), public, "{address}");
}

#[test]
fn admits_addresses_of_the_public_internet() {
    check("8.8.8.8", true);
    check("1.1.1.1", true);
    check("100.63.255.255", true);
    check("100.128.0.0", true);
    check("172.32.0.1", true);
    check("223.255.255.255", true);
    check("2606:4700:4700::1111", true);
    check("2001:4860:4860::8888", true);
    check("2400:3200::1", true);
}

#[test]
fn refuses_every_special_purpose_network() {
    for address in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
    ] {
        check(address, false);
    }
    for address in [
        "::",
        "::1",
        "100::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2001:10::1",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "64:ff9b:1::8.8.8.8",
        "::8.8.8.8",
        "::127.0.0.1",
    ] {
        check(address, false);
    }
}

#[test]
fn judges_an_embedded_ipv4_address_by_itself() {
    check("::ffff:8.8.8.8", true);
    check("::ffff:10.0.0.1", false);
    check("::ffff:127.0.0.1", false);
    check("64:ff9b::8.8.8.8", true);
    check("64:ff9b::10.0.0.1", false);
    check("64:ff9b::169.254.169.254", false);
}

#[test]
fn an_allowed_network_is_admitted_and_nothing_beside_it() {
    let guard =
        Guard::new(&["127.0.0.0/8".parse().expect("a network"), "fd00::/8".parse().expect("a network")]);
    let admits = |address: &str| guard.admits(address.parse().expect("an address"));
    assert!(admits("127.0.0.1"));
    assert!(admits("::ffff:127.0.0.1"));
    assert!(admits("fd12::1"));
    assert!(admits("8.8.8.8"));
    assert!(!admits("10.0.0.1"));
    assert!(!admits("::1"));
}
